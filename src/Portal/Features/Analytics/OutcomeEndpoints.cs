using System.Globalization;
using Portal.Domain.Analytics;
using Portal.Features.Analytics.Attribution;
using Portal.Features.Analytics.Retention;
using Portal.Features.Api;
using Portal.Infrastructure.Analytics;

namespace Portal.Features.Analytics;

/// <summary>What came of the visits: orders by what led to them, people who return, what they searched and bought.</summary>
internal static class OutcomeEndpoints
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/attribution", (ApiCall call, AttributionQueries attribution, ReadModelQueries readModels,
            CancellationToken cancellationToken) => call.AnswerAsync(
                readModels, (range, token) =>
                    attribution.FindAsync(call.Store.TenantId, range, call.Text(AttributionParameters.By)!, Lookback(call), token),
                    cancellationToken))
            .WithName("getAttribution").WithSummary("Orders and revenue by what led to them, under each model of attribution")
            .WithDescription(
                "The credits of each model add up to the orders of the range and their revenue. Direct visits count only where there is "
                + "no other, except under last.")
            .With([
                new ApiParameter.Choice(AttributionParameters.By, "What credit is told apart by.", AttributionQueries.Dimensions,
                    TrafficDimensions.Channel),
                new ApiParameter.Choice(AttributionParameters.Lookback, "How many days before an order a visit may lie.",
                    [.. AttributionQueries.Lookbacks.Select(Text)], Text(AttributionQueries.DefaultLookback)),
                .. AnalyticsCall.RangeParameters,
            ]);

        group.MapGet("/retention", (ApiCall call, RetentionQueries retention, ReadModelQueries readModels,
            CancellationToken cancellationToken) => call.AnswerAsync(
                readModels,
                (range, token) => retention.FindAsync(
                    call.Store.TenantId, range, RetentionParameters.Read(call.Text(RetentionParameters.Basis),
                        call.Text(RetentionParameters.Period), call.Text(RetentionParameters.Kind)), token),
                cancellationToken))
            .WithName("getRetention").WithSummary("How many of those who first came, or first ordered, came or ordered again")
            .With([
                new ApiParameter.Choice(RetentionParameters.Basis,
                    "Cohorts of the first visit, followed by visits, or of the first order, followed by orders.", RetentionParameters.Bases,
                    RetentionParameters.Bases[0]),
                new ApiParameter.Choice(RetentionParameters.Period, "How long a period is; weeks begin on Monday.",
                    RetentionParameters.Periods, RetentionParameters.Periods[0]),
                new ApiParameter.Choice(RetentionParameters.Kind, "Back in the period itself, or in it or any later one.",
                    RetentionParameters.Kinds, RetentionParameters.Kinds[0]),
                .. AnalyticsCall.RangeParameters,
            ]);

        group.MapGet("/searches", (ApiCall call, SearchQueries searches, ReadModelQueries readModels,
            CancellationToken cancellationToken) => call.AnswerListAsync(
                readModels, (range, query, token) =>
                    searches.ListAsync(call.Store.TenantId, range, call.Flag("withoutResult"), query, token), cancellationToken))
            .WithName("listSearches").WithSummary("What was searched for in the shop, and how often nothing was found")
            .With([new ApiParameter.Flag("withoutResult", "Only words that found nothing at least once."), .. AnalyticsCall.RangeParameters,
                .. ApiParameters.List(SearchQueries.Sorts, "-searches")]);

        group.MapGet("/searches/summary", (ApiCall call, SearchQueries searches, ReadModelQueries readModels,
            CancellationToken cancellationToken) => call.AnswerAsync(
                readModels, (range, token) => searches.FindAsync(call.Store.TenantId, range, token), cancellationToken))
            .WithName("getSearchSummary").WithSummary("How much was searched, and whether those who searched ordered")
            .With(AnalyticsCall.RangeParameters);

        group.MapGet("/products", (ApiCall call, ProductQueries products, ReadModelQueries readModels,
            CancellationToken cancellationToken) => call.AnswerListAsync(
                readModels, (range, query, token) => products.ListAsync(call.Store.TenantId, range, query, token), cancellationToken))
            .WithName("listProducts").WithSummary("Products from being seen to being bought")
            .With([.. AnalyticsCall.RangeParameters, .. ApiParameters.List(ProductQueries.Sorts, "-revenue")]);
    }

    private static int Lookback(ApiCall call) => int.Parse(call.Text(AttributionParameters.Lookback)!, CultureInfo.InvariantCulture);

    private static string Text(int days) => days.ToString(CultureInfo.InvariantCulture);
}
