using System.Text;

namespace Portal.Benchmarks.Ingest;

/// <summary>The places of the message ids in a buffer, which get new ids in place before each send.</summary>
internal sealed class MessageIds
{
    private const int RandomBytes = 16;

    private readonly List<int> _starts = [];
    private readonly Random _random = new();

    public MessageIds(ReadOnlySpan<byte> buffer)
    {
        var place = Encoding.ASCII.GetBytes(SampleMessages.IdPlace);
        for (var from = 0; buffer[from..].IndexOf(place) is >= 0 and var found; from += found + place.Length)
        {
            _starts.Add(from + found);
        }
    }

    public int Count => _starts.Count;

    public void Renew(Span<byte> buffer)
    {
        Span<byte> random = stackalloc byte[RandomBytes];
        foreach (var start in _starts)
        {
            _random.NextBytes(random);
            Convert.TryToHexStringLower(random, buffer[start..], out _);
        }
    }
}
