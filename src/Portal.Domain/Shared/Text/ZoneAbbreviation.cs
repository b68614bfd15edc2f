namespace Portal.Domain.Shared.Text;

/// <summary>Abbreviations people use for a zone; the zone database's own are not reachable from .NET.</summary>
internal static class ZoneAbbreviation
{
    private static readonly Dictionary<string, (string Standard, string Summer)> Known = new()
    {
        ["Asia/Jakarta"] = ("WIB", "WIB"),
        ["Asia/Pontianak"] = ("WIB", "WIB"),
        ["Asia/Makassar"] = ("WITA", "WITA"),
        ["Asia/Jayapura"] = ("WIT", "WIT"),
        ["Asia/Tokyo"] = ("JST", "JST"),
        ["Asia/Seoul"] = ("KST", "KST"),
        ["Asia/Kolkata"] = ("IST", "IST"),
        ["Asia/Hong_Kong"] = ("HKT", "HKT"),
        ["Europe/London"] = ("GMT", "BST"),
        ["Europe/Dublin"] = ("GMT", "IST"),
        ["Europe/Lisbon"] = ("WET", "WEST"),
        ["Europe/Athens"] = ("EET", "EEST"),
        ["Europe/Helsinki"] = ("EET", "EEST"),
        ["Europe/Kyiv"] = ("EET", "EEST"),
        ["Europe/Bucharest"] = ("EET", "EEST"),
        ["Europe/Moscow"] = ("MSK", "MSK"),
        ["America/New_York"] = ("EST", "EDT"),
        ["America/Toronto"] = ("EST", "EDT"),
        ["America/Chicago"] = ("CST", "CDT"),
        ["America/Denver"] = ("MST", "MDT"),
        ["America/Phoenix"] = ("MST", "MST"),
        ["America/Los_Angeles"] = ("PST", "PDT"),
        ["Australia/Sydney"] = ("AEST", "AEDT"),
        ["Australia/Melbourne"] = ("AEST", "AEDT"),
        ["Australia/Brisbane"] = ("AEST", "AEST"),
        ["Pacific/Auckland"] = ("NZST", "NZDT"),
        ["UTC"] = ("UTC", "UTC"),
        ["Etc/UTC"] = ("UTC", "UTC"),
    };

    private static readonly HashSet<string> CentralEurope =
    [
        "Europe/Amsterdam", "Europe/Belgrade", "Europe/Berlin", "Europe/Brussels", "Europe/Budapest", "Europe/Copenhagen",
        "Europe/Madrid", "Europe/Oslo", "Europe/Paris", "Europe/Prague", "Europe/Rome", "Europe/Stockholm", "Europe/Vienna",
        "Europe/Warsaw", "Europe/Zurich", "Europe/Zagreb", "Europe/Ljubljana", "Europe/Luxembourg", "Europe/Bratislava",
    ];

    public static string Of(string zone, bool summer, TimeSpan offset)
    {
        if (Known.TryGetValue(zone, out var known))
            return summer ? known.Summer : known.Standard;
        if (CentralEurope.Contains(zone))
            return summer ? "CEST" : "CET";
        return "UTC" + (offset < TimeSpan.Zero ? "−" : "+") + offset.ToString(offset.Minutes == 0 ? "%h" : "h\\:mm", null);
    }
}
