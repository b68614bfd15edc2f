using System.Numerics;

namespace Portal.Domain.Demo;

/// <summary>
/// The demo's own generator of random numbers, so that a seed gives the same store on every machine and framework:
/// xoshiro256** (D. Blackman and S. Vigna, Scrambled linear pseudorandom number generators, 2021), seeded by
/// splitmix64 (G. Steele, D. Lea and C. Flood, Fast splittable pseudorandom number generators, 2014).
/// </summary>
public sealed class DemoRandom
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    /// <summary>Starts the sequence that belongs to a seed.</summary>
    public DemoRandom(ulong seed)
    {
        _a = Scramble(seed += Golden);
        _b = Scramble(seed += Golden);
        _c = Scramble(seed += Golden);
        _d = Scramble(seed + Golden);
    }

    /// <summary>
    /// A number in [0, 1) that belongs to a subject for good, whatever was drawn before: what a restarted demo must
    /// find again without having stored it.
    /// </summary>
    public static double Lot(ulong seed, ulong subject, ulong question) => Unit(Bits(seed, subject, question));

    /// <summary>64 bits that belong to a subject for good.</summary>
    public static ulong Bits(ulong seed, ulong subject, ulong question) =>
        Scramble(Scramble(Scramble(seed + Golden) + (subject * Golden)) + ((question + 1) * Golden));

    /// <summary>An identity that belongs to a subject for good; version 8 of RFC 9562, section 5.8.</summary>
    public static Guid Identity(ulong seed, ulong subject, ulong question)
    {
        var high = Bits(seed, subject, question);
        var low = Scramble(high + Golden);
        return new Guid(
            (uint)(high >> 32), (ushort)(high >> 16), (ushort)((high & 0x0FFF) | 0x8000),
            (byte)(((low >> 56) & 0x3F) | 0x80), (byte)(low >> 48), (byte)(low >> 40), (byte)(low >> 32),
            (byte)(low >> 24), (byte)(low >> 16), (byte)(low >> 8), (byte)low);
    }

    /// <summary>The next 64 bits.</summary>
    public ulong NextBits()
    {
        var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        var shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>A number in [0, 1).</summary>
    public double Next() => Unit(NextBits());

    /// <summary>A whole number in [0, <paramref name="limit"/>).</summary>
    public int Next(int limit) => (int)(Next() * limit);

    /// <summary>True with a probability.</summary>
    public bool Chance(double probability) => Next() < probability;

    /// <summary>An exponentially distributed waiting time.</summary>
    public double Exponential(double mean) => -mean * Math.Log(1 - Next());

    /// <summary>The index that a cumulative list of weights gives.</summary>
    public int Pick(double[] cumulative)
    {
        var index = Array.BinarySearch(cumulative, Next() * cumulative[^1]);
        return Math.Min(index < 0 ? ~index : index + 1, cumulative.Length - 1);
    }

    /// <summary>Running totals of weights, for <see cref="Pick"/>.</summary>
    public static double[] Cumulate(IEnumerable<double> weights)
    {
        var sum = 0.0;
        return [.. weights.Select(weight => sum += weight)];
    }

    private static double Unit(ulong bits) => (bits >> 11) * (1.0 / (1UL << 53));

    private static ulong Scramble(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
