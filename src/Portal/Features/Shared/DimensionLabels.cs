using System.Globalization;
using Portal.Domain.Analytics;
using Portal.Domain.Tenancy;

namespace Portal.Features.Shared;

/// <summary>Dimensions of traffic and their values as people read them.</summary>
internal static class DimensionLabels
{
    private static readonly Dictionary<string, string> Countries = Domain.Tenancy.Countries.All.ToDictionary(country => country.Key,
        country => country.Value);

    /// <summary>One value's name: Channel, Landing page.</summary>
    public static string Title(string dimension) => dimension switch
    {
        TrafficDimensions.Channel => "Channel",
        TrafficDimensions.Source => "Source",
        TrafficDimensions.Medium => "Medium",
        TrafficDimensions.Campaign => "Campaign",
        TrafficDimensions.Country => "Country",
        TrafficDimensions.Region => "Region",
        TrafficDimensions.Device => "Device",
        TrafficDimensions.Browser => "Browser",
        TrafficDimensions.Os => "Operating system",
        TrafficDimensions.Landing => "Landing page",
        TrafficDimensions.Exit => "Exit page",
        _ => throw new ArgumentOutOfRangeException(nameof(dimension), dimension, null),
    };

    /// <summary>All of them: Channels, Landing pages.</summary>
    public static string Plural(string dimension) => dimension switch
    {
        TrafficDimensions.Medium => "Media",
        TrafficDimensions.Country => "Countries",
        _ => Title(dimension) + "s",
    };

    /// <summary>A value: organic_search reads Organic search, ID reads Indonesia.</summary>
    public static string Value(string dimension, string value) => (dimension, value) switch
    {
        (TrafficDimensions.Channel, "") => "No visit known",
        (TrafficDimensions.Source or TrafficDimensions.Medium or TrafficDimensions.Campaign, "") => "Not given",
        (TrafficDimensions.Landing or TrafficDimensions.Exit, "") => "No page",
        (_, "") => "Unknown",
        (TrafficDimensions.Channel, "sms") => "SMS",
        (TrafficDimensions.Channel, "paid_other") => "Other paid",
        (TrafficDimensions.Channel or TrafficDimensions.Device, _) => Sentence(value),
        (TrafficDimensions.Country, _) => Countries.GetValueOrDefault(value, value),
        _ => value,
    };

    private static string Sentence(string value)
    {
        var words = value.Replace('_', ' ');
        return words[..1].ToUpper(CultureInfo.InvariantCulture) + words[1..];
    }
}
