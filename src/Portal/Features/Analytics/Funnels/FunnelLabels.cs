using Portal.Components.Shared;
using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Funnels;
using Portal.Features.Shared;
using Portal.Infrastructure.Analytics.Funnels;

namespace Portal.Features.Analytics.Funnels;

/// <summary>Breakdowns of funnels and their values as people read them.</summary>
internal static class FunnelLabels
{
    public static readonly SelectOption<FunnelBreakdown>[] Breakdowns =
    [
        new(FunnelBreakdown.None, "Nothing"), new(FunnelBreakdown.Channel, "Channel"), new(FunnelBreakdown.Country, "Country"),
        new(FunnelBreakdown.Device, "Device"), new(FunnelBreakdown.Visitor, "New or returning"),
    ];

    /// <summary>Those that rollups know.</summary>
    public static readonly SelectOption<FunnelBreakdown>[] OfSessions = [.. Breakdowns[..4]];

    public static string Title(FunnelBreakdown breakdown) =>
        breakdown == FunnelBreakdown.Visitor ? "Visitor" : Breakdowns.First(known => known.Value == breakdown).Text;

    public static string Value(FunnelBreakdown breakdown, string? value) => (breakdown, value) switch
    {
        (_, FunnelGroup.Other) => "All others",
        (FunnelBreakdown.Visitor, SessionValues.New) => "New visitors",
        (FunnelBreakdown.Visitor, SessionValues.Returning) => "Returning visitors",
        (_, null) => "No session known",
        (FunnelBreakdown.Channel, _) => DimensionLabels.Value(TrafficDimensions.Channel, value),
        (FunnelBreakdown.Country, _) => DimensionLabels.Value(TrafficDimensions.Country, value),
        _ => DimensionLabels.Value(TrafficDimensions.Device, value),
    };
}
