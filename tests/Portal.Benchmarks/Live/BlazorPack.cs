using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Portal.Benchmarks.Live;

/// <summary>
/// Messages between a browser's circuit and the server: MessagePack arrays behind a length (ASP.NET Core, "SignalR hub
/// protocol", "MessagePack encoding"), as far as a page that only looks needs them.
/// </summary>
internal static class BlazorPack
{
    /// <summary>A call of the server, which answers when it has an id.</summary>
    public static byte[] Call(string? id, string target, params object?[] arguments)
    {
        var body = new ArrayBufferWriter<byte>();
        Write(body, new object?[] { 1, new Dictionary<string, object>(), id, target, arguments, Array.Empty<object>() });
        var message = new ArrayBufferWriter<byte>(body.WrittenCount + 5);
        for (var rest = (uint)body.WrittenCount; ; rest >>= 7)
        {
            Put(message, (byte)(rest < 0x80 ? rest : (rest & 0x7F) | 0x80));
            if (rest < 0x80)
            {
                break;
            }
        }

        message.Write(body.WrittenSpan);
        return message.WrittenSpan.ToArray();
    }

    /// <summary>Takes the next complete message off a buffer; null when more has to come.</summary>
    public static object?[]? Take(ref ReadOnlyMemory<byte> buffer)
    {
        var (length, at) = (0, 0);
        for (var shift = 0; ; shift += 7)
        {
            if (at == buffer.Length)
            {
                return null;
            }

            length |= (buffer.Span[at] & 0x7F) << shift;
            if (buffer.Span[at++] < 0x80)
            {
                break;
            }
        }

        if (buffer.Length - at < length)
        {
            return null;
        }

        var message = buffer.Slice(at, length);
        buffer = buffer[(at + length)..];
        return (object?[])Read(ref message)!;
    }

    private static void Write(ArrayBufferWriter<byte> to, object? value)
    {
        switch (value)
        {
            case null:
                Put(to, 0xC0);
                break;
            case bool truth:
                Put(to, truth ? (byte)0xC3 : (byte)0xC2);
                break;
            case int or long:
                Put(to, 0xD3);
                BinaryPrimitives.WriteInt64BigEndian(to.GetSpan(8),
                    Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                to.Advance(8);
                break;
            case string text:
                Put(to, 0xDB);
                BinaryPrimitives.WriteInt32BigEndian(to.GetSpan(4), Encoding.UTF8.GetByteCount(text));
                to.Advance(4);
                Encoding.UTF8.GetBytes(text, to);
                break;
            case object?[] list:
                Put(to, (byte)(0x90 | list.Length));
                Array.ForEach(list, item => Write(to, item));
                break;
            case Dictionary<string, object>:
                Put(to, 0x80);
                break;
            default:
                throw new NotSupportedException($"{value.GetType()} is not sent.");
        }
    }

    private static void Put(ArrayBufferWriter<byte> to, byte value)
    {
        to.GetSpan(1)[0] = value;
        to.Advance(1);
    }

    private static object? Read(ref ReadOnlyMemory<byte> from)
    {
        var mark = Bytes(ref from, 1).Span[0];
        return mark switch
        {
            < 0x80 => (long)mark,
            < 0x90 => Pairs(ref from, mark & 0x0F),
            < 0xA0 => List(ref from, mark & 0x0F),
            < 0xC0 => Text(ref from, mark & 0x1F),
            0xC0 => null,
            0xC2 => false,
            0xC3 => true,
            0xC4 => Bytes(ref from, (int)Number(ref from, 1)),
            0xC5 => Bytes(ref from, (int)Number(ref from, 2)),
            0xC6 => Bytes(ref from, (int)Number(ref from, 4)),
            0xCC => (long)Number(ref from, 1),
            0xCD => (long)Number(ref from, 2),
            0xCE => (long)Number(ref from, 4),
            0xCF or 0xD3 => (long)Number(ref from, 8),
            0xD0 => (long)(sbyte)Number(ref from, 1),
            0xD1 => (long)(short)Number(ref from, 2),
            0xD2 => (long)(int)Number(ref from, 4),
            0xD9 => Text(ref from, (int)Number(ref from, 1)),
            0xDA => Text(ref from, (int)Number(ref from, 2)),
            0xDB => Text(ref from, (int)Number(ref from, 4)),
            0xDC => List(ref from, (int)Number(ref from, 2)),
            >= 0xE0 => (long)(sbyte)mark,
            _ => throw new NotSupportedException($"A value of kind {mark:x2} is not read."),
        };
    }

    private static ulong Number(ref ReadOnlyMemory<byte> from, int bytes)
    {
        var number = 0UL;
        foreach (var part in Bytes(ref from, bytes).Span)
        {
            number = (number << 8) | part;
        }

        return number;
    }

    private static object?[] List(ref ReadOnlyMemory<byte> from, int count)
    {
        var list = new object?[count];
        for (var index = 0; index < count; index++)
        {
            list[index] = Read(ref from);
        }

        return list;
    }

    private static object? Pairs(ref ReadOnlyMemory<byte> from, int count)
    {
        List(ref from, 2 * count);
        return null;
    }

    private static string Text(ref ReadOnlyMemory<byte> from, int length) => Encoding.UTF8.GetString(Bytes(ref from, length).Span);

    private static ReadOnlyMemory<byte> Bytes(ref ReadOnlyMemory<byte> from, int count)
    {
        var bytes = from[..count];
        from = from[count..];
        return bytes;
    }
}
