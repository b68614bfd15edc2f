using Portal.Domain.Analytics;
using Portal.Infrastructure.Analytics;

namespace Portal.Features.Analytics;

/// <summary>One of the overview's cards: the dimensions it offers, the chosen one, and its largest values.</summary>
/// <param name="Name">Of its choice in addresses.</param>
/// <param name="Empty">What it will show.</param>
/// <param name="Dimensions">The first is shown without a choice.</param>
public sealed record BreakdownCardData(string Name, string Title, string Empty, IReadOnlyList<string> Dimensions)
{
    /// <summary>The cards in their order, without rows.</summary>
    public static IReadOnlyList<BreakdownCardData> All { get; } =
    [
        new("came", "How they came", "Channels and campaigns appear here.",
            [TrafficDimensions.Channel, TrafficDimensions.Source, TrafficDimensions.Campaign]),
        new("place", "Where they are", "Countries appear here.", [TrafficDimensions.Country, TrafficDimensions.Region]),
        new("with", "What they use", "Devices and browsers appear here.",
            [TrafficDimensions.Device, TrafficDimensions.Browser, TrafficDimensions.Os]),
        new("ends", "Where visits begin and end", "Landing and exit pages appear here.",
            [TrafficDimensions.Landing, TrafficDimensions.Exit]),
    ];

    public string Dimension { get; init; } = Dimensions[0];

    public IReadOnlyList<BreakdownTop> Rows { get; init; } = [];

    /// <summary>Of the whole range, those of values that are not shown too.</summary>
    public long Sessions { get; init; }

    /// <summary>Orders are credited to the values; of others only the sessions are known.</summary>
    public bool HasOrders => TrafficDimensions.WithOrders.Contains(Dimension);

    /// <summary>The card with a dimension that an address names, if it offers that one.</summary>
    public BreakdownCardData Choose(string? dimension) =>
        dimension is not null && Dimensions.Contains(dimension) ? this with { Dimension = dimension } : this;
}
