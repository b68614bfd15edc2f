using Microsoft.AspNetCore.Components;
using Portal.Components.Shared.Charts;
using Portal.Domain.Analytics.Goals;
using Portal.Domain.Tenancy;
using Portal.Features.Shared;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Analytics.Goals;
using Portal.Infrastructure.Analytics.Matching;

namespace Portal.Features.Analytics.Goals;

/// <summary>What the store wants its visitors to do, how many do it, and how that changes from day to day.</summary>
public sealed partial class GoalsPage(GoalQueries goals, KnownEvents known, GoalChanges changes, StoreRights rights)
{
    private const string Chosen = "goal";

    private List<GoalRow> _rows = [];
    private IReadOnlyList<string> _events = [];
    private IReadOnlyList<string> _paths = [];
    private GoalForm? _editing;
    private ChartOptions? _chart;
    private GoalRow? _shown;
    private bool _mayEdit;

    [SupplyParameterFromQuery(Name = Chosen)] public string? GoalInAddress { get; set; }

    protected override object? Asked => GoalInAddress;

    protected override async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        _mayEdit = await rights.AllowAsync(Current, AnalyticsPolicies.CanEdit);
        var rows = (await goals.ListAsync(Current.TenantId, cancellationToken)).Select(goal => new GoalRow(goal)).ToList();
        for (var index = 0; index < rows.Count; index++)
        {
            rows[index] = await CountAsync(rows[index].Goal, cancellationToken);
        }

        (_rows, _shown) = (rows, rows.Find(row => row.Goal.Id.ToString() == GoalInAddress) ?? rows.FirstOrDefault());
        _chart = _shown is null ? null : GoalChart.Of(_shown);
        _events = await known.NamesAsync(Current.TenantId, Range, cancellationToken);
        _paths = await known.PathsAsync(Current.TenantId, Range, cancellationToken);
        return rows.Count > 0;
    }

    private async Task<GoalRow> CountAsync(Goal goal, CancellationToken cancellationToken) => new(
        goal,
        await goals.FiguresAsync(Current.TenantId, goal.Match, goal.ValueProperty, Range, cancellationToken),
        Before is null ? null : await goals.FiguresAsync(Current.TenantId, goal.Match, goal.ValueProperty, Before, cancellationToken));

    private async Task<FieldErrors> SaveAsync(Guid? goal, GoalDetails details)
    {
        var errors = await changes.SaveAsync(Current, goal, details);
        if (errors.None)
        {
            _editing = null;
            await LoadAsync();
            StateHasChanged(); // it was the dialog that was pressed, not the page
        }

        return errors;
    }

    private async Task DeleteAsync(Goal goal)
    {
        if (await changes.DeleteAsync(Current, goal))
            await LoadAsync();
    }

    private string Href(Goal goal) => RangeParameters.With(
        PortalUrls.AnalyticsPage(Current.Slug, "goals"), Range, (RangeParameters.Compare, RangeParameters.Write(Comparison)),
        (Chosen, goal.Id.ToString()));
}
