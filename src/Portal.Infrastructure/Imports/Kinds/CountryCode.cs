using System.Globalization;

namespace Portal.Infrastructure.Imports.Kinds;

/// <summary>Countries as files name them.</summary>
internal static class CountryCode
{
    private static readonly Dictionary<string, string> Known = Names();

    /// <summary>The ISO 3166 code of a name or code; what is not known stays as it is.</summary>
    public static string? Of(string? country) => country is null ? null : Known.GetValueOrDefault(country.Trim(), country.Trim());

    private static Dictionary<string, string> Names()
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["EIRE"] = "IE",
            ["USA"] = "US",
            ["UK"] = "GB",
            ["RSA"] = "ZA",
            ["Korea"] = "KR",
            ["Czech Republic"] = "CZ",
            ["Channel Islands"] = "JE",
            ["Russia"] = "RU",
            ["Hong Kong"] = "HK",
            ["United States of America"] = "US",
            ["Holland"] = "NL",
            ["Viet Nam"] = "VN",
            ["Turkey"] = "TR",
        };
        foreach (var region in CultureInfo.GetCultures(CultureTypes.SpecificCultures).Select(culture => new RegionInfo(culture.Name))
            .Where(region => region.TwoLetterISORegionName.All(char.IsAsciiLetterUpper)))
        {
            names.TryAdd(region.EnglishName, region.TwoLetterISORegionName);
            names.TryAdd(region.TwoLetterISORegionName, region.TwoLetterISORegionName);
        }

        return names;
    }
}
