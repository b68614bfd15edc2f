using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Domain.Analytics;
using Portal.Domain.Tables;
using Portal.Domain.Tenancy;
using Portal.Features.Api;
using Portal.Hosting;
using Portal.Infrastructure.Analytics;

namespace Portal.Features.Analytics;

/// <summary>The analytics API: what the analytics pages show, from the same queries.</summary>
public static class AnalyticsEndpoints
{
    public static void MapAnalyticsEndpoints(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapStoreApi("/api/v1/analytics", "Analytics", ApiScopes.AnalyticsRead);
        OverviewEndpoint.Map(group);
    }

    /// <summary>Answers a question about a range: reads the range, asks, and says as of when the answer is.</summary>
    internal static async Task<Results<Ok<AnalyticsAnswer<TData>>, ProblemHttpResult>> AnswerAsync<TData>(
        this ApiCall call, ReadModelQueries readModels, Func<AnalyticsRange, CancellationToken, Task<TData>> ask, CancellationToken cancellationToken)
    {
        if (call.Range() is not { } range)
            return (ProblemHttpResult)Problems.Fields(call.Errors);

        var state = await readModels.FindAsync(call.Store.TenantId, cancellationToken);
        return TypedResults.Ok(AnalyticsAnswer<TData>.Of(range, call.Store.Currency, state?.AsOf, await ask(range, cancellationToken)));
    }

    /// <summary>Answers with one page of a list.</summary>
    internal static Task<Results<Ok<AnalyticsAnswer<AnalyticsRows<TRow>>>, ProblemHttpResult>> AnswerAsync<TRow>(
        this ApiCall call, ReadModelQueries readModels, Func<AnalyticsRange, TableQuery, CancellationToken, Task<TablePage<TRow>>> ask, CancellationToken cancellationToken) =>
        call.AnswerAsync(
            readModels,
            async (range, token) =>
            {
                var page = await ask(range, call.Table(), token);
                return new AnalyticsRows<TRow>(page.Rows, page.Total);
            },
            cancellationToken);
}
