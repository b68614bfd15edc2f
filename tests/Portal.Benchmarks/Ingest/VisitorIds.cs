using System.Globalization;
using System.Text;

namespace Portal.Benchmarks.Ingest;

/// <summary>
/// The places of the visitors in a buffer. Before each send every visit of the batch is given to a visitor of a pool, so
/// that sessions are begun and continued as in a busy shop.
/// </summary>
internal sealed class VisitorIds
{
    /// <summary>Stands before a visit's number where its visitor is put in.</summary>
    public const string Place = "########-visit-";

    private const int Pool = 200_000;
    private const int Digits = 8;
    private const int VisitDigits = 4;

    private readonly List<(int Start, int Visit)> _places = [];
    private readonly Random _random = new();
    private readonly int[] _visitors;

    public VisitorIds(ReadOnlySpan<byte> buffer)
    {
        var place = Encoding.ASCII.GetBytes(Place);
        for (var from = 0; buffer[from..].IndexOf(place) is >= 0 and var found; from += found + place.Length)
        {
            var visit = Encoding.ASCII.GetString(buffer.Slice(from + found + place.Length, VisitDigits));
            _places.Add((from + found, int.Parse(visit, CultureInfo.InvariantCulture)));
        }

        _visitors = new int[_places.Count == 0 ? 0 : _places.Max(p => p.Visit) + 1];
    }

    public void Renew(Span<byte> buffer)
    {
        for (var visit = 0; visit < _visitors.Length; visit++)
        {
            _visitors[visit] = _random.Next(Pool);
        }

        foreach (var (start, visit) in _places)
        {
            _visitors[visit].TryFormat(buffer.Slice(start, Digits), out _, "D8", CultureInfo.InvariantCulture);
        }
    }
}
