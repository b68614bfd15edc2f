using Portal.Components.Shared.Tables;
using Portal.Domain.Tenancy;
using Portal.Features.Analytics;
using Portal.Infrastructure.Marketing;
using Portal.Infrastructure.Tenancy;

namespace Portal.Features.Marketing;

/// <summary>The section's lists as files.</summary>
public static class MarketingExports
{
    public static void MapMarketingExports(this IEndpointRouteBuilder routes)
    {
        Map<SpendQueries>(routes, "spend", (spend, store, request, now) =>
        {
            var query = request.Query;
            var (ask, range) = (SpendAsk.Read(query[SpendAsk.By], query[SpendAsk.Under]), RangeAddress.Read(query[RangeAddress.From], query[RangeAddress.To], query[RangeAddress.Bots], store.TimeZone, now));
            var reading = new Lazy<Task<SpendReport>>(() => spend.FindAsync(store.TenantId, range, ask.Dimension, ask.Model));
            return TableExport.Csv(
                request, $"ad-spend-{store.Slug}-{range.From:yyyy-MM-dd}-{range.To:yyyy-MM-dd}", SpendList.Columns(ask, store.Currency), SpendList.Standard,
                async (page, _) => SpendList.Page(await reading.Value, ask, page));
        });
        Map<SeasonQueries>(routes, "seasons", (seasons, store, request, _) =>
        {
            var reading = new Lazy<Task<SeasonReport>>(() => seasons.FindAsync(store));
            return TableExport.Csv(request, $"seasons-{store.Slug}", SeasonList.Columns(store), SeasonList.Standard, async (page, _) => SeasonList.Page((await reading.Value).Seasons, page));
        });
        Map<CampaignQueries>(routes, "campaigns", (campaigns, store, request, _) => TableExport.Csv(
            request, $"campaigns-{store.Slug}", CampaignList.Columns(store), CampaignList.Standard, (page, token) => campaigns.ListAsync(store.TenantId, page, token)));
    }

    private static void Map<TQueries>(IEndpointRouteBuilder routes, string name, Func<TQueries, CurrentStore, HttpRequest, DateTimeOffset, IResult> export) where TQueries : class =>
        routes.MapGet($"/s/{{store}}/marketing/{name}.csv", async (string store, HttpContext context, StoreAccess access, TQueries queries, TimeProvider time) =>
            await access.FindAsync(context.User, store, context.RequestAborted) is { } found ? export(queries, found, context.Request, time.GetUtcNow()) : Results.NotFound())
            .RequireAuthorization(MarketingPolicies.CanView);
}
