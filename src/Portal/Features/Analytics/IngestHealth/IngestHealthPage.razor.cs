using Portal.Components.Shared;
using Portal.Components.Shared.Charts;
using Portal.Domain.Tracking;
using Portal.Infrastructure.Analytics.IngestHealth;
using Portal.Infrastructure.Tracking;

namespace Portal.Features.Analytics.IngestHealth;

/// <summary>What was taken, refused and late, and how far events and figures are behind.</summary>
public sealed partial class IngestHealthPage(IngestQueries ingest, SiteQueries sites, SiteActivity activity)
{
    private IngestReport? _report;
    private IngestLag? _lag;
    private ChartOptions? _chart;
    private IReadOnlyList<Kpi> _kpis = IngestKpis.Of(new(IngestFigures.None, [], []), null);
    private IReadOnlyList<SiteListing> _sites = [];
    private IReadOnlyDictionary<Guid, DateTimeOffset> _seen = new Dictionary<Guid, DateTimeOffset>();

    protected override async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        var before = ingest.FindAsync(Current.TenantId, Range.Before, cancellationToken);
        var lag = ingest.LagAsync(Current.TenantId, Time.GetUtcNow(), cancellationToken);
        _report = await ingest.FindAsync(Current.TenantId, Range, cancellationToken);
        _sites = await sites.ListAsync(Current.TenantId, cancellationToken);
        _seen = await activity.LastEventsAsync(Current.TenantId, cancellationToken);
        _lag = await lag;
        _kpis = IngestKpis.Of(_report, await before);
        _chart = IngestChart.Of(_report, Range.ByHour, Clock, Time.GetUtcNow());
        return true;
    }

    private string Seen(Site site) =>
        _seen.TryGetValue(site.Id, out var at) ? Clock.DayAndSecond(at) : site.FirstEventAt is null ? "No events yet"
        : "Quiet for a day or more";
}
