using System.Text;

namespace Portal.Testing.Fuzzing;

/// <summary>The choices of one round of a fuzzer; the same seed makes the same ones.</summary>
public sealed class FuzzRandom(int seed)
{
    private readonly Random _random = new(seed);

    public int Seed => seed;

    /// <summary>From 0 up to a bound, which is left out; 0 for a bound of 0.</summary>
    public int Below(int bound) => bound <= 0 ? 0 : _random.Next(bound);

    /// <summary>Between two numbers, both of them included.</summary>
    public int Between(int min, int max) => _random.Next(min, max + 1);

    /// <summary>True once in so many times.</summary>
    public bool OneIn(int times) => _random.Next(times) == 0;

    /// <summary>Small numbers often, large ones now and then: lengths, depths and repetitions.</summary>
    public int Size(int max) => Below(1 + Math.Min(max, 1 << Below(31)));

    public T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    public byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>Characters from everywhere in Unicode, half pairs included.</summary>
    public string Text(int length)
    {
        var text = new StringBuilder(length);
        while (text.Length < length)
        {
            text.Append(Below(6) switch
            {
                0 => (char)Below(0x20),
                1 => (char)Between(0xD800, 0xDFFF),
                2 => (char)Below(0x10000),
                _ => (char)Between(0x20, 0x7E),
            });
        }

        return text.ToString();
    }
}
