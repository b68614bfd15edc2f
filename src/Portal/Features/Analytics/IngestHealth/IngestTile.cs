using Portal.Components.Shared;
using Portal.Infrastructure.Analytics.IngestHealth;

namespace Portal.Features.Analytics.IngestHealth;

/// <summary>One figure of ingestion with the days before beside it.</summary>
internal sealed record IngestTile(string Label, string Definition, long Now, long? Before, Change? Change, IReadOnlyList<double> Line)
{
    /// <param name="before">As many days just before; null when nothing is compared.</param>
    public static IReadOnlyList<IngestTile> Of(IngestReport now, IngestReport? before) =>
    [
        Of("Accepted", "New events that were stored.", now, before, figures => figures.Accepted, downIsBetter: false),
        Of("Duplicates", "Messages that were stored already; sending one again is safe.", now, before, figures => figures.Duplicates),
        Of("Rejected", "Messages that were refused one by one; the list below says why.", now, before, figures => figures.Rejected),
        Of("Late", "Events that arrived more than an hour after they happened, by when they happened.", now, before,
            figures => figures.Late),
        Of("Of bots", "Events of robots and crawlers: kept, and counted nowhere else unless bots are shown.", now, before,
            figures => figures.Bots),
    ];

    private static IngestTile Of(
        string label, string definition, IngestReport now, IngestReport? before, Func<IngestFigures, long> figure, bool downIsBetter = true)
    {
        var (current, was) = (figure(now.Totals), before is null ? (long?)null : figure(before.Totals));
        return new(label, definition, current, was, Change.Between(was, current, downIsBetter),
            [.. now.Buckets.Select(bucket => (double)figure(bucket.Figures))]);
    }
}
