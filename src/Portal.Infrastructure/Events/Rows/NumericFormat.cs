using System.Buffers.Binary;

namespace Portal.Infrastructure.Events.Rows;

/// <summary>
/// PostgreSQL's binary form of <c>numeric</c>: counts of base-10000 digits, the weight of the first, sign and scale,
/// then the digits (PostgreSQL source, <c>numeric_recv</c>).
/// </summary>
internal static class NumericFormat
{
    public const int MaxBytes = 8 + (2 * 16);

    /// <summary>Digits after the decimal point that are kept.</summary>
    public const int Scale = 4;

    /// <summary>Writes the value rounded to four decimals and returns the number of bytes.</summary>
    public static int Write(decimal value, Span<byte> destination)
    {
        var scaled = decimal.Round(Math.Abs(value), Scale, MidpointRounding.ToEven) * 10000m;

        // Four decimals are exactly one base-10000 digit, so the scaled whole number splits into digits directly.
        Span<short> digits = stackalloc short[10];
        var count = 0;
        for (var rest = decimal.Truncate(scaled); rest > 0; rest = decimal.Truncate(rest / 10000m))
        {
            digits[count++] = (short)(rest % 10000m);
        }

        var skipped = 0;
        while (skipped < count && digits[skipped] == 0)
        {
            skipped++;
        }

        BinaryPrimitives.WriteInt16BigEndian(destination, (short)(count - skipped));
        BinaryPrimitives.WriteInt16BigEndian(destination[2..], (short)(count == skipped ? 0 : count - 2));
        BinaryPrimitives.WriteInt16BigEndian(destination[4..], (short)(value < 0 && count > 0 ? 0x4000 : 0));
        BinaryPrimitives.WriteInt16BigEndian(destination[6..], Scale);
        var length = 8;
        for (var index = count - 1; index >= skipped; index--, length += 2)
        {
            BinaryPrimitives.WriteInt16BigEndian(destination[length..], digits[index]);
        }

        return length;
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static decimal Read(ReadOnlySpan<byte> source)
    {
        var count = BinaryPrimitives.ReadInt16BigEndian(source);
        var weight = BinaryPrimitives.ReadInt16BigEndian(source[2..]);
        var value = 0m;
        for (var index = 0; index < count; index++)
        {
            value = (value * 10000m) + BinaryPrimitives.ReadInt16BigEndian(source[(8 + (2 * index))..]);
        }

        for (var power = weight - count + 1; power != 0; power -= Math.Sign(power))
        {
            value = power > 0 ? value * 10000m : value / 10000m;
        }

        return BinaryPrimitives.ReadInt16BigEndian(source[4..]) == 0 ? value : -value;
    }
}
