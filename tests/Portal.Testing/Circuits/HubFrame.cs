using System.Buffers;

namespace Portal.Testing.Circuits;

/// <summary>Hub messages on the wire: each is its length in seven-bit groups and a MessagePack array.</summary>
public static class HubFrame
{
    /// <summary>A call without an answer.</summary>
    public static byte[] Invocation(string target, params object?[] arguments) => Invocation(null, target, arguments);

    /// <summary>A call that is answered under the id; null asks for no answer.</summary>
    public static byte[] Invocation(string? id, string target, object?[] arguments) =>
        Of([1, new Dictionary<string, object?>(), id, target, arguments, Array.Empty<object?>()]);

    /// <summary>Says that the connection lives.</summary>
    public static byte[] Ping() => Of([6]);

    /// <summary>Any message, well-formed or not as far as the hub is concerned.</summary>
    public static byte[] Of(object?[] message)
    {
        var body = new ArrayBufferWriter<byte>();
        MessagePack.Write(body, message);
        var frame = new List<byte>(body.WrittenCount + 5);
        for (var rest = (uint)body.WrittenCount; ; rest >>= 7)
        {
            frame.Add((byte)(rest < 0x80 ? rest : (rest & 0x7f) | 0x80));
            if (rest < 0x80)
            {
                break;
            }
        }

        frame.AddRange(body.WrittenSpan);
        return [.. frame];
    }

    /// <summary>Takes the next whole message off the front; null when there is none yet.</summary>
    public static object?[]? Take(ref ReadOnlySpan<byte> received)
    {
        var (length, prefix) = (0, 0);
        do
        {
            if (prefix == received.Length)
            {
                return null;
            }

            length |= (received[prefix] & 0x7f) << (7 * prefix);
        }
        while ((received[prefix++] & 0x80) != 0);

        if (received.Length < prefix + length)
        {
            return null;
        }

        var body = received.Slice(prefix, length);
        received = received[(prefix + length)..];
        return (object?[])MessagePack.Read(ref body)!;
    }
}
