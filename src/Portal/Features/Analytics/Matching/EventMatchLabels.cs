using System.Globalization;
using Portal.Components.Shared;
using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Matching;
using Portal.Features.Shared;

namespace Portal.Features.Analytics.Matching;

/// <summary>Events and conditions on them as people read them.</summary>
internal static class EventMatchLabels
{
    public static readonly SelectOption<FilterField>[] Fields =
    [
        new(FilterField.Path, "Page path"), new(FilterField.Property, "Property"), new(FilterField.Channel, "Channel"),
        new(FilterField.Country, "Country"), new(FilterField.Device, "Device"),
    ];

    /// <summary>product_viewed reads Product viewed.</summary>
    public static string Event(string name)
    {
        var words = name.Replace('_', ' ');
        return words.Length == 0 ? "Event" : words[..1].ToUpper(CultureInfo.InvariantCulture) + words[1..];
    }

    /// <summary>The event with its conditions: Page viewed, path starts with /sale.</summary>
    public static string Match(EventMatch match) => string.Join(", ", match.Filters.Select(Filter).Prepend(Event(match.Name)));

    public static SelectOption<FilterOperator>[] Operators(FilterField field) =>
        [.. EventFilter.OperatorsOf(field).Select(known => new SelectOption<FilterOperator>(known, Operator(known)))];

    private static string Filter(EventFilter filter) => filter.Field switch
    {
        FilterField.Path => $"path {Operator(filter.Operator)} {filter.Value}",
        FilterField.Property => $"{filter.Property} {Operator(filter.Operator)} {filter.Value}",
        FilterField.Channel => DimensionLabels.Value(TrafficDimensions.Channel, filter.Value),
        FilterField.Country => DimensionLabels.Value(TrafficDimensions.Country, filter.Value),
        _ => DimensionLabels.Value(TrafficDimensions.Device, filter.Value),
    };

    private static string Operator(FilterOperator known) => known switch
    {
        FilterOperator.Is => "is",
        FilterOperator.Contains => "contains",
        FilterOperator.StartsWith => "starts with",
        FilterOperator.MoreThan => "is more than",
        FilterOperator.AtLeast => "is at least",
        FilterOperator.LessThan => "is less than",
        FilterOperator.AtMost => "is at most",
        _ => throw new ArgumentOutOfRangeException(nameof(known), known, null),
    };
}
