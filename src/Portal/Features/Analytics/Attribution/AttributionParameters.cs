using System.Globalization;
using Portal.Domain.Analytics;
using Portal.Infrastructure.Analytics;

namespace Portal.Features.Analytics.Attribution;

/// <summary>What the attribution page's address asks for. What makes no sense is the standard.</summary>
/// <param name="Dimension">What credit is told apart by.</param>
/// <param name="LookbackDays">How long before an order a visit may lie.</param>
/// <param name="IsOrders">Shows orders; revenue otherwise.</param>
internal sealed record AttributionParameters(string Dimension, int LookbackDays, bool IsOrders)
{
    public const string By = "by";
    public const string Lookback = "lookback";
    public const string Show = "show";
    public const string Orders = "orders";

    public static AttributionParameters Read(string? by, string? lookback, string? show) => new(
        AttributionQueries.Dimensions.FirstOrDefault(known => known == by) ?? TrafficDimensions.Channel,
        int.TryParse(lookback, CultureInfo.InvariantCulture, out var days)
            && AttributionQueries.Lookbacks.Contains(days) ? days : AttributionQueries.DefaultLookback,
        show == Orders);

    /// <summary>The same as parameters of an address.</summary>
    public (string, string?)[] Parameters =>
    [
        (By, Dimension == TrafficDimensions.Channel ? null : Dimension),
        (Lookback, LookbackDays == AttributionQueries.DefaultLookback ? null : LookbackDays.ToString(CultureInfo.InvariantCulture)),
        (Show, IsOrders ? Orders : null),
    ];
}
