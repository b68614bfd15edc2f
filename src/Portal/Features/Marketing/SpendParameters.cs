using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Attribution;
using Portal.Infrastructure.Marketing;

namespace Portal.Features.Marketing;

/// <summary>What the address of the page of ad spend asks for. What makes no sense is the standard.</summary>
/// <param name="Dimension">What cost is told apart by.</param>
/// <param name="Model">How orders are credited.</param>
internal sealed record SpendParameters(string Dimension, AttributionModel Model)
{
    public const string By = "by";
    public const string Under = "model";

    public static readonly IReadOnlyList<(AttributionModel Model, string Key, string Text)> Models =
    [
        (AttributionModel.LastNonDirect, "last", "Last"), (AttributionModel.First, "first", "First"),
        (AttributionModel.Linear, "linear", "Linear"), (AttributionModel.TimeDecay, "decay", "Time decay"),
    ];

    public static SpendParameters Read(string? by, string? model) => new(
        SpendQueries.Dimensions.FirstOrDefault(known => known == by) ?? TrafficDimensions.Channel,
        Models.FirstOrDefault(known => known.Key == model) is { Key: not null } found ? found.Model : AttributionModel.LastNonDirect);

    /// <summary>The same as parameters of an address.</summary>
    public (string, string?)[] Parameters =>
    [
        (By, Dimension == TrafficDimensions.Channel ? null : Dimension),
        (Under, Model == AttributionModel.LastNonDirect ? null : Models.First(known => known.Model == Model).Key),
    ];
}
