using Portal.Components.Shared.Tables;
using Portal.Features.Shared;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Analytics.Goals;

namespace Portal.Features.Analytics.Goals;

/// <summary>The goals page as a file.</summary>
internal static class GoalExport
{
    private static readonly IReadOnlyList<DataColumn<GoalRow>> Columns =
    [
        new("goal", "Goal", row => row.Goal.Name),
        new("reachedBy", "Reached by", row => row.Words),
        new("completions", "Completions", _ => "") { Export = row => row.Figures?.Total.Completions },
        new("visitors", "Visitors", _ => "") { Export = row => row.Figures?.Total.Converting },
        new("conversion", "Conversion", _ => "") { Export = row => row.Figures?.Total.Rate },
        new("value", "Value", _ => "") { Export = row => row.Goal.ValueProperty is null ? null : row.Figures?.Total.Value },
    ];

    public static void MapGoalExport(this IEndpointRouteBuilder routes) =>
        routes.MapExport<GoalQueries>("/analytics/goals", AnalyticsPolicies.CanView, (call, goals) =>
    {
        var range = call.Range();
        return TableExport.Report(call.Request, call.Named("goals", range), Columns, async () =>
        {
            var rows = new List<GoalRow>();
            foreach (var goal in await goals.ListAsync(call.Store.TenantId, call.Cancel))
                rows.Add(new(goal, await goals.FiguresAsync(call.Store.TenantId, goal.Match, goal.ValueProperty, range, call.Cancel)));
            return rows;
        });
    });
}
