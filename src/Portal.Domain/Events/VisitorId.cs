using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Portal.Domain.Events;

/// <summary>
/// The number that stands for a visitor in the read models: XXH64 (Y. Collet, "xxHash fast digest algorithm", 0.1.1) of
/// the anonymous id, or of <c>user:</c> and the user id. 64 bits are narrow enough to index and group by; among ten
/// million visitors of a store two share a number with a chance of about three in a million.
/// </summary>
public static class VisitorId
{
    private const ulong Prime1 = 0x9E3779B185EBCA87;
    private const ulong Prime2 = 0xC2B2AE3D27D4EB4F;
    private const ulong Prime3 = 0x165667B19E3779F9;
    private const ulong Prime4 = 0x85EBCA77C2B2AE63;
    private const ulong Prime5 = 0x27D4EB2F165667C5;
    private const int StackBytes = 1024;

    /// <summary>The visitor of an anonymous id.</summary>
    public static long OfAnonymous(string id) => OfText("", id);

    /// <summary>The person of a user id; also the visitor of an event that has no anonymous id.</summary>
    public static long OfUser(string id) => OfText("user:", id);

    /// <summary>The visitor of an event, from the UTF-8 of its ids; the anonymous id wins.</summary>
    public static long Of(ReadOnlySpan<byte> anonymousId, ReadOnlySpan<byte> userId)
    {
        if (!anonymousId.IsEmpty)
        {
            return Hash(anonymousId);
        }

        Span<byte> text = userId.Length + 5 <= StackBytes ? stackalloc byte[userId.Length + 5] : new byte[userId.Length + 5];
        "user:"u8.CopyTo(text);
        userId.CopyTo(text[5..]);
        return Hash(text);
    }

    /// <summary>XXH64 with seed 0.</summary>
    public static long Hash(ReadOnlySpan<byte> data)
    {
        var length = (ulong)data.Length;
        var hash = Prime5;
        if (data.Length >= 32)
        {
            hash = Stripes(ref data);
        }

        hash += length;
        for (; data.Length >= 8; data = data[8..])
        {
            hash = (BitOperations.RotateLeft(hash ^ Round(0, BinaryPrimitives.ReadUInt64LittleEndian(data)), 27) * Prime1) + Prime4;
        }

        if (data.Length >= 4)
        {
            hash = (BitOperations.RotateLeft(hash ^ (BinaryPrimitives.ReadUInt32LittleEndian(data) * Prime1), 23) * Prime2) + Prime3;
            data = data[4..];
        }

        foreach (var value in data)
        {
            hash = BitOperations.RotateLeft(hash ^ (value * Prime5), 11) * Prime1;
        }

        hash = (hash ^ (hash >> 33)) * Prime2;
        hash = (hash ^ (hash >> 29)) * Prime3;
        return (long)(hash ^ (hash >> 32));
    }

    private static ulong Stripes(ref ReadOnlySpan<byte> data)
    {
        unchecked
        {
            ulong a = Prime1 + Prime2, b = Prime2, c = 0, d = 0 - Prime1;
            for (; data.Length >= 32; data = data[32..])
            {
                a = Round(a, BinaryPrimitives.ReadUInt64LittleEndian(data));
                b = Round(b, BinaryPrimitives.ReadUInt64LittleEndian(data[8..]));
                c = Round(c, BinaryPrimitives.ReadUInt64LittleEndian(data[16..]));
                d = Round(d, BinaryPrimitives.ReadUInt64LittleEndian(data[24..]));
            }

            var hash = BitOperations.RotateLeft(a, 1) + BitOperations.RotateLeft(b, 7) + BitOperations.RotateLeft(c, 12)
                + BitOperations.RotateLeft(d, 18);
            return Merge(Merge(Merge(Merge(hash, a), b), c), d);
        }
    }

    private static ulong Round(ulong lane, ulong input) => BitOperations.RotateLeft(lane + (input * Prime2), 31) * Prime1;

    private static ulong Merge(ulong hash, ulong lane) => ((hash ^ Round(0, lane)) * Prime1) + Prime4;

    private static long OfText(string prefix, string id) => Hash(Encoding.UTF8.GetBytes(prefix + id));
}
