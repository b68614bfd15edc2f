using System.Buffers;
using System.Text;
using System.Text.Json;
using Portal.Domain.Events;

namespace Portal.Infrastructure.Events.Rows;

/// <summary>The texts of JSON tokens. What has escapes is unescaped into a pooled buffer that is used anew for each message.</summary>
internal sealed class TokenText : IDisposable
{
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(EventLimits.MessageBytes * 2);
    private int _used;

    /// <summary>Gives the buffer back to the next message; texts of the one before are no longer good.</summary>
    public void Reset() => _used = 0;

    /// <summary>The text of a string without its quotes and escapes, or a number as it is written; nothing for the rest.</summary>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> token)
    {
        if (token.IsEmpty || token[0] is (byte)'{' or (byte)'[' or (byte)'n')
        {
            return default;
        }

        if (token[0] != '"')
        {
            return token;
        }

        return token.IndexOf((byte)'\\') < 0 ? token[1..^1] : Unescape(token);
    }

    /// <summary>True for a token that names nobody and nothing: missing, empty, or not a text.</summary>
    public static bool IsBlank(ReadOnlySpan<byte> token) =>
        token.IsEmpty || token.SequenceEqual("\"\""u8) || token[0] is (byte)'{' or (byte)'[' or (byte)'t' or (byte)'f';

    /// <summary>True when a text has at most <see cref="EventLimits.NameLength"/> characters.</summary>
    public static bool IsShort(ReadOnlySpan<byte> text) =>
        text.Length <= EventLimits.NameLength || (text.Length <= EventLimits.NameLength * 4
            && Encoding.UTF8.GetCharCount(text) <= EventLimits.NameLength);

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> token)
    {
        // A context that a batch shares may be longer than any message.
        var room = token.Length <= _buffer.Length - _used ? _buffer.AsSpan(_used) : new byte[token.Length];
        var reader = new Utf8JsonReader(token);
        reader.Read();
        var length = reader.CopyString(room);
        _used = Math.Min(_used + length, _buffer.Length);
        return room[..length];
    }
}
