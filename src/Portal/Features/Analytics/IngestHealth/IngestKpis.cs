using Portal.Components.Shared;
using Portal.Infrastructure.Analytics.IngestHealth;

namespace Portal.Features.Analytics.IngestHealth;

/// <summary>What ingestion did, with the days before beside it.</summary>
internal static class IngestKpis
{
    /// <param name="before">As many days just before; null when nothing is compared.</param>
    public static IReadOnlyList<Kpi> Of(IngestReport now, IngestReport? before) =>
    [
        Of("Accepted", "New events that were stored.", now, before, figures => figures.Accepted, downIsBetter: false),
        Of("Duplicates", "Messages that were stored already; sending one again is safe.", now, before, figures => figures.Duplicates),
        Of("Rejected", "Messages that were refused one by one; the list below says why.", now, before, figures => figures.Rejected),
        Of("Late", "Events that arrived more than an hour after they happened, by when they happened.", now, before,
            figures => figures.Late),
        Of("Of bots", "Events of robots and crawlers: kept, and counted nowhere else unless bots are shown.", now, before,
            figures => figures.Bots),
    ];

    private static Kpi Of(
        string label, string definition, IngestReport now, IngestReport? before, Func<IngestFigures, long> figure,
        bool downIsBetter = true) =>
        Kpi.Count(label, definition, Metric.Neutral, figure(now.Totals), before is null ? null : figure(before.Totals), downIsBetter) with
        {
            Line = [.. now.Buckets.Select(bucket => (double)figure(bucket.Figures))],
        };
}
