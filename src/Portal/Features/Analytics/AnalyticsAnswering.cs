using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Domain.Analytics;
using Portal.Domain.Shared.Tables;
using Portal.Features.Api;
using Portal.Hosting.Failures;
using Portal.Infrastructure.Analytics;

namespace Portal.Features.Analytics;

/// <summary>How every question of the analytics API is answered.</summary>
public static class AnalyticsAnswering
{
    /// <summary>Reads the range, asks, and says as of when the answer is.</summary>
    public static async Task<Results<Ok<AnalyticsAnswer<TData>>, ProblemHttpResult>> AnswerAsync<TData>(
        this ApiCall call, ReadModelQueries readModels, Func<AnalyticsRange, CancellationToken, Task<TData>> read,
        CancellationToken cancellationToken)
    {
        if (call.Range() is not { } range)
            return (ProblemHttpResult)Problems.Fields(call.Errors);

        var state = await readModels.FindAsync(call.Store.TenantId, cancellationToken);
        return TypedResults.Ok(AnalyticsAnswer<TData>.Of(range, call.Store.Currency, state?.AsOf, await read(range, cancellationToken)));
    }

    /// <summary>The same for one page of a list.</summary>
    public static Task<Results<Ok<AnalyticsAnswer<AnalyticsRows<TRow>>>, ProblemHttpResult>> AnswerListAsync<TRow>(
        this ApiCall call, ReadModelQueries readModels, Func<AnalyticsRange, TableQuery, CancellationToken, Task<TablePage<TRow>>> read,
        CancellationToken cancellationToken) =>
        call.AnswerAsync(
            readModels,
            async (range, token) =>
            {
                var page = await read(range, call.Table(), token);
                return new AnalyticsRows<TRow>(page.Rows, page.Total);
            },
            cancellationToken);
}
