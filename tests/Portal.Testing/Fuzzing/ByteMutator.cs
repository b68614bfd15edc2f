using System.Text;

namespace Portal.Testing.Fuzzing;

/// <summary>Changes bytes that were valid: cuts, flips, repeats, splices, other encodings.</summary>
public static class ByteMutator
{
    private const int MaxLength = 1 << 20;

    private static readonly byte[][] Tokens =
    [
        [0], [0xFF], [0xFE, 0xFF], [0xFF, 0xFE], [0xEF, 0xBB, 0xBF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
        [0xE2, 0x82], [0x1F, 0x8B, 8], [0x50, 0x4B, 3, 4], [0x0D], [0x0A], [0x0D, 0x0A], [0x1A],
        [.. "\""u8], [.. "\"\""u8], [.. ","u8], [.. ";"u8], [.. "\t"u8], [.. "{"u8], [.. "}"u8], [.. "["u8], [.. "]"u8], [.. ":"u8],
        [.. "\\u0000"u8], [.. "\\ud800"u8], [.. "\\"u8], [.. "null"u8], [.. "1e999"u8], [.. "<!DOCTYPE a>"u8], [.. "&a;"u8],
        [.. "%00"u8],
    ];

    /// <summary>One to several changes of a sample.</summary>
    /// <param name="others">What it may be spliced with.</param>
    public static byte[] Mutate(FuzzRandom random, byte[] sample, IReadOnlyList<byte[]> others)
    {
        var bytes = sample;
        for (var count = random.Between(1, 1 + random.Below(8)); count > 0 && bytes.Length < MaxLength; count--)
            bytes = Once(random, bytes, others);
        return bytes;
    }

    private static byte[] Once(FuzzRandom random, byte[] bytes, IReadOnlyList<byte[]> others)
    {
        var at = random.Below(bytes.Length + 1);
        var length = random.Size(bytes.Length - at);
        switch (random.Below(10))
        {
            case 0:
                return bytes[..at];
            case 1 when bytes.Length > 0:
                var flipped = (byte[])bytes.Clone();
                flipped[random.Below(bytes.Length)] ^= (byte)(1 << random.Below(8));
                return flipped;
            case 2 when at < bytes.Length:
                return [.. bytes[..at], (byte)random.Below(256), .. bytes[(at + 1)..]];
            case 3:
                return [.. bytes[..at], .. bytes[(at + length)..]];
            case 4:
                return [.. bytes[..at], .. Repeated(bytes.AsSpan(at, length), random.Size(Room(bytes, length))), .. bytes[at..]];
            case 5:
                return [.. bytes[..at], .. Repeated(random.Pick(Tokens), 1 + random.Size(Room(bytes, 4))), .. bytes[at..]];
            case 6:
                var other = random.Pick(others);
                return [.. bytes[..at], .. other[random.Below(other.Length + 1)..]];
            case 7:
                return [.. bytes[..at], .. random.Bytes(random.Size(64)), .. bytes[at..]];
            case 8:
                return random.Pick<Encoding>([Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32, Encoding.Latin1])
                    .GetBytes(Encoding.UTF8.GetString(bytes));
            default:
                return [.. random.Pick(Tokens), .. bytes];
        }
    }

    private static int Room(byte[] bytes, int length) => (MaxLength - Math.Min(MaxLength, bytes.Length)) / 4 / Math.Max(1, length);

    private static byte[] Repeated(ReadOnlySpan<byte> part, int times)
    {
        var all = new byte[part.Length * times];
        for (var index = 0; index < times; index++)
            part.CopyTo(all.AsSpan(index * part.Length));
        return all;
    }
}
