using System.Collections.Frozen;
using System.Text;

namespace Portal.Infrastructure.Events.Enrichment;

/// <summary>
/// The country of a time zone, for events without an address: the zones and their older names from the IANA time zone
/// database 2025b (zone.tab and backward, public domain), a line for each country.
/// </summary>
internal static class ZoneCountries
{
    private const int LongestName = 64;

    private static readonly FrozenDictionary<string, byte[]> Zones = Load();
    private static readonly FrozenDictionary<string, byte[]>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        Zones.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Two letters of ISO 3166-1 in UTF-8; empty for a zone of no country, such as UTC.</summary>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> zone)
    {
        Span<char> name = stackalloc char[LongestName];
        return zone.Length <= LongestName && Lookup.TryGetValue(name[..Encoding.UTF8.GetChars(zone, name)], out var country) ? country
            : default;
    }

    private static FrozenDictionary<string, byte[]> Load() => EventResources.Lines("zones.txt")
        .Select(line => line.Split(' '))
        .SelectMany(words => words.Skip(1).Select(zone => (zone, Country: Encoding.UTF8.GetBytes(words[0]))))
        .ToFrozenDictionary(z => z.zone, z => z.Country);
}
