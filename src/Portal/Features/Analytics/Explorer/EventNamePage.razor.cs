using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Components.Shared.Charts;
using Portal.Domain.Analytics.Schema;
using Portal.Domain.Shared.Text;
using Portal.Features.Shared;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Analytics.Explorer;

namespace Portal.Features.Analytics.Explorer;

/// <summary>One name's events over time, its latest ones narrowed by a property, and one of them opened.</summary>
public sealed partial class EventNamePage(EventNameQueries names, EventQueries events, StoreRights rights, NavigationManager address)
{
    private const int PageSize = 50;

    private EventNameHistory? _history;
    private ChartOptions? _chart;
    private EventPage? _page;
    private EventRecord? _open;
    private bool _plain, _refused;
    private object? _shown;

    [Parameter] public string Name { get; set; } = "";

    [SupplyParameterFromQuery(Name = "property")] public string? PropertyInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "value")] public string? ValueInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "before")] public string? BeforeInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "event")] public string? EventInAddress { get; set; }

    protected override object? Asked => (Name, PropertyInAddress, ValueInAddress, BeforeInAddress, EventInAddress);

    private PanelState ListState => State is PanelState.FailedState ? State : _page is null ? PanelState.Loading : PanelState.Ready;

    private string? Reach => _page switch
    {
        { StoppedAt: { } stopped } => $"{NumberFormat.Full(_page.Scanned)} looked at, back to {Clock.DayAndSecond(stopped)}",
        { Scanned: > 0 } when PropertyInAddress is not null => $"{NumberFormat.Count(_page.Scanned, "event", "events")} looked at",
        _ => null,
    };

    private string Nothing =>
        _refused ? "Your role does not see personal data, so it cannot be searched." : _page?.StoppedAt is not null
        ? "None among these. Look further back." : "No such event in these days.";

    protected override async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        _plain = await rights.AllowAsync(Current, AnalyticsPolicies.CanSeePersonalData);
        _open = EventCursor.Parse(EventInAddress) is { } cursor ? await events.FindAsync(Current.TenantId, cursor, cancellationToken)
            : null;
        var wanted = (Current.TenantId, Range, Before, Name, PropertyInAddress, ValueInAddress, BeforeInAddress);
        if (wanted.Equals(_shown))
            return true;

        var filter = new EventFilter(Current.TenantId, Range, Name, PropertyPath.Parse(PropertyInAddress),
            ValueInAddress)
        { SearchesPeople = _plain };
        _refused = filter.IsRefused;
        var before = Before is null ? null : names.HistoryAsync(Current.TenantId, Before, Name, cancellationToken);
        var page = events.PageAsync(filter, EventCursor.Parse(BeforeInAddress), PageSize, cancellationToken);
        _history = await names.HistoryAsync(Current.TenantId, Range, Name, cancellationToken);
        _chart = EventHistoryChart.Of(_history, before is null ? null : await before, Clock, Time.GetUtcNow());
        _page = await page;
        _shown = wanted;
        return true;
    }

    private static string Summary(EventNameHistory history) =>
        NumberFormat.Count(history.Events, "event", "events") + (history.Late == 0 ? "" : $", {NumberFormat.Full(history.Late)} late")
            + (history.Bots == 0 ? "" : $", {NumberFormat.Full(history.Bots)} of bots");

    private void Narrow((string? Property, string? Value) wanted) =>
        address.NavigateTo(address.GetUriWithQueryParameters(new Dictionary<string, object?>
        {
            ["property"] = wanted.Property,
            ["value"] = wanted.Value,
            ["before"] = null,
            ["event"] = null,
        }));

    private void Open(EventRecord item) => address.NavigateTo(With("event", item.Cursor.ToString()));

    private void Close() => address.NavigateTo(With("event", null));

    private void OpenDay(ChartPoint point)
    {
        var day = Clock.Day(_history!.Buckets[point.Index].Start);
        var iso = day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        address.NavigateTo(address.GetUriWithQueryParameters(new Dictionary<string, object?>
        {
            ["from"] = iso,
            ["to"] = iso,
            ["before"] = null
        }));
    }

    private string With(string parameter, string? value) => address.GetUriWithQueryParameter(parameter, value);
}
