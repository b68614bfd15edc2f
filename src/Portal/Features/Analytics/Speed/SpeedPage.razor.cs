using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Components.Shared.Charts;
using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Speed;
using Portal.Domain.Shared.Tables;
using Portal.Features.Shared;
using Portal.Infrastructure.Analytics;
using Portal.Infrastructure.Tracking;

namespace Portal.Features.Analytics.Speed;

/// <summary>How fast the shop's pages are for those who visit it.</summary>
public sealed partial class SpeedPage(SpeedQueries speed, SiteQueries sites, NavigationManager address)
{
    private static readonly SelectOption<WebVital>[] Metrics = [.. WebVital.All.Select(vital => new SelectOption<WebVital>(vital,
        vital.Name))];

    private IReadOnlyList<SpeedFigures> _now = [.. WebVital.All.Select(vital => new SpeedFigures(vital, null, 0, 0, 0, 0))];
    private IReadOnlyList<SpeedFigures> _before = [];
    private TabLink[] _tabs = [];
    private ChartOptions? _chart;
    private bool _isMeasured;

    [SupplyParameterFromQuery(Name = SpeedParameters.DeviceName)] public string? DeviceInAddress { get; set; }

    [SupplyParameterFromQuery(Name = SpeedParameters.MetricName)] public string? MetricInAddress { get; set; }

    protected override object Asked => (DeviceInAddress, MetricInAddress);

    private string? Device => SpeedParameters.Device(DeviceInAddress);

    private WebVital Vital => SpeedParameters.Metric(MetricInAddress);

    private string Export =>
        RangeParameters.With(PortalUrls.AnalyticsExport(Current.Slug, "speed"), Range, (SpeedParameters.DeviceName, Device));

    protected override void Arrange()
    {
        TabLink Tab(string text, string? device) => new(
            text,
            RangeParameters.With(
                PortalUrls.AnalyticsPage(Current.Slug, "speed"), Range, (SpeedParameters.DeviceName, device),
                (SpeedParameters.MetricName, MetricInAddress), (RangeParameters.Compare, RangeParameters.Write(Comparison))),
            Device == device);
        _tabs = [Tab("All devices", null), .. SpeedParameters.Devices.Select(device => Tab(DimensionLabels.Value(TrafficDimensions.Device,
            device), device))];
    }

    protected override async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        var now = speed.FindAsync(Current.TenantId, Range, Device, cancellationToken);
        var days = speed.DaysAsync(Current.TenantId, Range, Device, Vital, cancellationToken);
        var daysBefore = Before is null ? [] : await speed.DaysAsync(Current.TenantId, Before, Device, Vital, cancellationToken);
        _before = Before is null ? [] : await speed.FindAsync(Current.TenantId, Before, Device, cancellationToken);
        _now = await now;
        _chart = SpeedChart.Of(Vital, Range, await days, Before, daysBefore, Clock.Day(Time.GetUtcNow()));
        var isAny = _now.Any(figures => figures.Samples > 0);
        _isMeasured = isAny || (await sites.ListAsync(Current.TenantId, cancellationToken)).Any(listing => listing.Site.WebVitals);
        return isAny;
    }

    private Task<TablePage<PageSpeed>> LoadListAsync(TableQuery query, CancellationToken cancellationToken) =>
        speed.ListAsync(Current.TenantId, Range, Device, query, cancellationToken);

    private int? Earlier(WebVital vital) => _before.FirstOrDefault(figures => figures.Vital == vital)?.Kept;

    private void Choose(WebVital vital) =>
        address.NavigateTo(address.GetUriWithQueryParameter(SpeedParameters.MetricName, vital == WebVital.LargestPaint ? null : vital.Key),
            replace: true);
}
