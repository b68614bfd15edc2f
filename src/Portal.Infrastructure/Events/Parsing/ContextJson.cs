using System.Buffers;
using Portal.Infrastructure.Events.Rows;

namespace Portal.Infrastructure.Events.Parsing;

/// <summary>Puts an event's stored context together: fields the contract does not name, the batch's context, the message's own.</summary>
internal sealed class ContextJson
{
    private ArrayBufferWriter<byte>? _parts;

    /// <param name="unknown">Where the unnamed fields lie in the message, each with its name.</param>
    /// <param name="ip">What stands in place of the address, as JSON; empty to leave the context as it was sent.</param>
    public void Write(
        ReadOnlySpan<byte> message, List<Range> unknown, ReadOnlySpan<byte> shared, ReadOnlySpan<byte> own, ReadOnlySpan<byte> ip,
        CopyRows rows)
    {
        if (unknown.Count == 0 && ip.IsEmpty && (own.IsEmpty || shared.IsEmpty))
        {
            rows.JsonOrNull(own.IsEmpty ? shared : own);
            return;
        }

        // jsonb keeps the last of two equal keys, so the parts follow each other from the weakest to the strongest.
        _parts ??= new();
        _parts.ResetWrittenCount();
        _parts.Write("{"u8);
        foreach (var range in unknown)
        {
            Append(message[range]);
        }

        Append(Members(shared));
        Append(Members(own));
        if (!ip.IsEmpty)
        {
            Append("\"ip\":"u8);
            _parts.Write(ip);
        }

        _parts.Write("}"u8);
        rows.JsonOrNull(_parts.WrittenSpan);
    }

    private void Append(ReadOnlySpan<byte> members)
    {
        if (members.IsEmpty)
        {
            return;
        }

        if (_parts!.WrittenCount > 1)
        {
            _parts.Write(","u8);
        }

        _parts.Write(members);
    }

    private static ReadOnlySpan<byte> Members(ReadOnlySpan<byte> jsonObject) =>
        jsonObject.IsEmpty ? jsonObject : jsonObject[1..^1].Trim(" \t\r\n"u8);
}
