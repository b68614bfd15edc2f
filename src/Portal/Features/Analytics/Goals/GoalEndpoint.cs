using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Domain.Analytics.Goals;
using Portal.Domain.Analytics.Matching;
using Portal.Features.Api;
using Portal.Infrastructure.Analytics;
using Portal.Infrastructure.Analytics.Goals;

namespace Portal.Features.Analytics.Goals;

/// <summary>The goals page's figures for programs.</summary>
internal static class GoalEndpoint
{
    public static void Map(RouteGroupBuilder group) => group
        .MapGet("/goals", (ApiCall call, GoalQueries goals, ReadModelQueries readModels,
            CancellationToken cancellationToken) => call.AnswerAsync(
            readModels,
            async (range, token) =>
            {
                var answers = new List<GoalData>();
                foreach (var goal in await goals.ListAsync(call.Store.TenantId, token))
                {
                    var figures = await goals.FiguresAsync(call.Store.TenantId, goal.Match, goal.ValueProperty, range, token);
                    answers.Add(new(goal.Id, goal.Name, EventMatchFormatter.Write(goal.Match), goal.ValueProperty, figures.Total,
                        figures.Days));
                }

                return (IReadOnlyList<GoalData>)answers;
            },
            cancellationToken))
        .WithName("listGoals").WithSummary("How often each of the store's goals was reached")
        .WithDescription("Completions are events; converting are different people; the rate is their share of all people of the same days.")
        .With(AnalyticsCall.RangeParameters);
}

/// <summary>A goal and how often it was reached.</summary>
/// <param name="Match">The events that reach it: a name and, after semicolons, filters.</param>
/// <param name="ValueProperty">The property that is added up; null for none.</param>
internal sealed record GoalData(Guid Id, string Name, string Match, string? ValueProperty, GoalCount Total, IReadOnlyList<GoalDay> Days);
