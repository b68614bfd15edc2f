using Portal.Infrastructure.Analytics;

namespace Portal.Features.Analytics;

/// <summary>A store's traffic: how much, compared with before, over time, and from where.</summary>
public sealed partial class OverviewPage(OverviewQueries overview)
{
    private IReadOnlyList<MetricTile> _tiles = MetricTile.Of(Nothing, null, "EUR");

    private static Overview Nothing { get; } = new(0, Domain.Analytics.TrafficFigures.None, []);

    protected override async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        var now = overview.FindAsync(Current.TenantId, Range, cancellationToken);
        var before = Before is null ? null : overview.FindAsync(Current.TenantId, Before, cancellationToken);
        _tiles = MetricTile.Of(await now, before is null ? null : await before, Current.Currency);
        return true;
    }
}
