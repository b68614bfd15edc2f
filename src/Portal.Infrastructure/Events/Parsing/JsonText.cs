using System.Buffers.Text;
using System.Text.Json;
using Portal.Infrastructure.Events.Rows;

namespace Portal.Infrastructure.Events.Parsing;

/// <summary>Checks that a JSON value can be kept as PostgreSQL's jsonb, which is stricter than JSON.</summary>
internal static class JsonText
{
    private const int LongNumber = 40;
    private const int SmallestPower = 400;

    /// <summary>Moves the reader over its current value, looking at every token of it.</summary>
    /// <returns>Why the value cannot be kept; null when it can.</returns>
    public static RejectionReason? Check(ref Utf8JsonReader reader, int deepest, Span<byte> scratch)
    {
        var depth = reader.CurrentDepth;
        do
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject or JsonTokenType.StartArray when reader.CurrentDepth >= deepest:
                    return RejectionReason.TooDeep;
                case JsonTokenType.String or JsonTokenType.PropertyName when !IsStorableText(ref reader, scratch):
                    return RejectionReason.Text;
                case JsonTokenType.Number when !IsStorableNumber(ref reader):
                    return RejectionReason.Number;
            }
        }
        while ((reader.CurrentDepth > depth || reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) && reader.Read());

        return null;
    }

    /// <summary>Whether the name or text that the reader stands at can be kept.</summary>
    public static bool IsStorableText(ref Utf8JsonReader reader, Span<byte> scratch) =>
        !reader.ValueIsEscaped || IsStorable(ref reader, scratch);

    // jsonb keeps neither U+0000 nor lone surrogates; both can only be written as escapes.
    private static bool IsStorable(ref Utf8JsonReader reader, Span<byte> scratch)
    {
        if (reader.ValueSpan.IndexOf("\\u"u8) < 0)
        {
            return true;
        }

        try
        {
            var length = reader.CopyString(scratch);
            return scratch[..length].IndexOf((byte)0) < 0;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static bool IsStorableNumber(ref Utf8JsonReader reader)
    {
        var text = reader.ValueSpan;
        var exponent = text.IndexOfAny((byte)'e', (byte)'E');
        if (exponent < 0 && text.Length <= LongNumber)
        {
            return true;
        }

        // jsonb writes an exponent out, so a few signs could become thousands of digits.
        if (!reader.TryGetDouble(out var value) || !double.IsFinite(value))
        {
            return false;
        }

        if (exponent < 0 || value != 0)
        {
            return true;
        }

        var digits = text[(exponent + 1)..].TrimStart((byte)'+');
        return Utf8Parser.TryParse(digits, out int power, out _) && Math.Abs((long)power) < SmallestPower;
    }
}
