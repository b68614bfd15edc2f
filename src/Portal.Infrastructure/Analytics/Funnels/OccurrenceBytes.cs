using System.Buffers;
using System.Buffers.Binary;

namespace Portal.Infrastructure.Analytics.Funnels;

/// <summary>
/// When a day's visitors did one thing, as bytes: visitor after visitor the hash, how often, and the times between in
/// microseconds, the first since 1970. Numbers but the hash are written seven bits to a byte, the lowest first.
/// </summary>
internal static class OccurrenceBytes
{
    private const int LongestNumber = 10;

    /// <param name="occurrences">In order: by visitor, then instant.</param>
    public static byte[] Write(ReadOnlySpan<(long Visitor, long Instant)> occurrences)
    {
        var bytes = new ArrayBufferWriter<byte>((occurrences.Length * 12) + 1);
        while (occurrences.Length > 0)
        {
            var (visitor, before) = (occurrences[0].Visitor, 0L);
            var count = 1;
            while (count < occurrences.Length && occurrences[count].Visitor == visitor)
                count++;
            BinaryPrimitives.WriteInt64LittleEndian(bytes.GetSpan(sizeof(long)), visitor);
            bytes.Advance(sizeof(long));
            Write(bytes, count);
            foreach (var (_, instant) in occurrences[..count])
            {
                Write(bytes, instant - before);
                before = instant;
            }

            occurrences = occurrences[count..];
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Goes through visitors; call it until it returns false.</summary>
    /// <param name="written">What is left of the bytes.</param>
    /// <param name="instants">Made as long as it has to be.</param>
    /// <param name="count">Of the visitor's instants.</param>
    public static bool TryRead(ref ReadOnlySpan<byte> written, out long visitor, ref long[] instants, out int count)
    {
        if (written.IsEmpty)
        {
            (visitor, count) = (0, 0);
            return false;
        }

        visitor = BinaryPrimitives.ReadInt64LittleEndian(written);
        written = written[sizeof(long)..];
        count = (int)Read(ref written);
        if (instants.Length < count)
            instants = new long[count * 2];
        var instant = 0L;
        for (var index = 0; index < count; index++)
            instants[index] = instant += Read(ref written);
        return true;
    }

    private static void Write(ArrayBufferWriter<byte> bytes, long number)
    {
        var span = bytes.GetSpan(LongestNumber);
        var length = 0;
        for (var rest = (ulong)number; ; rest >>= 7)
        {
            var isLast = rest < 0x80;
            span[length++] = isLast ? (byte)rest : (byte)(rest | 0x80);
            if (isLast)
                break;
        }

        bytes.Advance(length);
    }

    private static long Read(ref ReadOnlySpan<byte> written)
    {
        var number = 0UL;
        for (var (index, shift) = (0, 0); ; index++, shift += 7)
        {
            number |= (ulong)(written[index] & 0x7F) << shift;
            if (written[index] < 0x80)
            {
                written = written[(index + 1)..];
                return (long)number;
            }
        }
    }
}
