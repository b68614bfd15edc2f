using Microsoft.AspNetCore.WebUtilities;
using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Funnels;
using Portal.Domain.Analytics.Matching;
using Portal.Features.Shared;

namespace Portal.Features.Analytics.Funnels;

/// <summary>The funnels page's address: which funnel, and which step's people are named.</summary>
internal static class FunnelParameters
{
    public const string Step = "step";
    public const string Window = "window";
    public const string By = "by";
    public const string Saved = "funnel";
    public const string Stopped = "stopped";

    /// <summary>The page without a funnel of one's own.</summary>
    public static string Page(string slug, AnalyticsRange range, FunnelBreakdown by = FunnelBreakdown.None) =>
        RangeParameters.With(PortalUrls.AnalyticsPage(slug, "funnels"), range,
            (By, by == FunnelBreakdown.None ? null : FunnelFormatter.Write(by)));

    /// <summary>A funnel that the store keeps.</summary>
    public static string Of(string slug, AnalyticsRange range, Guid saved) =>
        RangeParameters.With(PortalUrls.AnalyticsPage(slug, "funnels"), range, (Saved, saved.ToString()));

    /// <summary>A funnel, and the kept one that it changes, if any.</summary>
    public static string Of(string slug, AnalyticsRange range, FunnelDefinition funnel, Guid? saved) => QueryHelpers.AddQueryString(
        RangeParameters.With(
            PortalUrls.AnalyticsPage(slug, "funnels"), range, (Saved, saved?.ToString()), (Window, WindowFormatter.Write(funnel.Window)),
            (By, funnel.Breakdown == FunnelBreakdown.None ? null : FunnelFormatter.Write(funnel.Breakdown))),
        funnel.Steps.Select(step => KeyValuePair.Create(Step, (string?)EventMatchFormatter.Write(step))));
}
