using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Components.Shared.Charts;
using Portal.Domain.Billing;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Billing;

namespace Portal.Features.Billing;

/// <summary>What the store has sent this month of what its plan allows, and what happens when it sends more.</summary>
public sealed partial class UsagePage(UsageQueries usage, TimeProvider time, ILogger<UsagePage> logger) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private PanelState _state = PanelState.Loading;
    private PanelState _planState = PanelState.Loading;
    private StoreClock _clock = StoreClock.For("UTC");
    private UsageReport? _report;
    private ChartOptions? _chart;
    private IReadOnlyList<UsageStep> _steps = [];
    private IReadOnlyList<(string Name, string Value)> _facts = [];
    private string _month = "";
    private string? _total;
    private string? _pace;

    [Parameter] public string Store { get; set; } = "";

    [CascadingParameter] public CurrentStore Current { get; set; } = null!;

    protected override Task OnInitializedAsync()
    {
        _clock = StoreClock.For(Current.TimeZone);
        _month = UsageChart.Name(MonthlyQuota.MonthOf(time.GetUtcNow()));
        return LoadAsync();
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private async Task LoadAsync()
    {
        if (await Failures.ReadAsync(logger, "The usage could not be read.", async () =>
        {
            _report = await usage.MonthAsync(Current.TenantId, _leaving.Token);
            Arrange(_report);
        }, _leaving.Token) is { } failure)
            _state = _planState = failure;
    }

    private void Arrange(UsageReport report)
    {
        _state = report.IsEmpty ? PanelState.Empty : PanelState.Ready;
        _planState = PanelState.Ready;
        _chart = UsageChart.Of(report);
        _steps = UsageStep.Of(report.Standing, _clock);
        _total = NumberFormat.Count(report.Standing.Used, "event", "events");
        _pace = Pace(report.Standing);
        _facts =
        [
            ("Held", NumberFormat.Count(report.Held, "event", "events")),
            ("Rate", report.Plan.Rate is { } rate
                ? $"{NumberFormat.Full(rate.PerSecond)} events a second, {NumberFormat.Full(rate.Burst)} at once" : "no limit"),
            ("Quota", report.Plan.MonthlyEvents is { } quota ? $"{NumberFormat.Full(quota)} events a month" : "no limit"),
            ("Events are kept", NumberFormat.Count(report.Plan.DaysKept, "day", "days")),
            ("Next month", _clock.Full(report.Standing.ResetsAt)),
        ];
    }

    private string? Pace(QuotaStanding standing) =>
        standing.Share is { } share && MonthlyQuota.Expected(standing.Used, time.GetUtcNow()) is { } expected
            ? $"{NumberFormat.Percent(share)} used; at this pace {NumberFormat.Brief(expected)} by the end of the month"
            : standing.Share is { } used ? $"{NumberFormat.Percent(used)} used" : null;
}
