using Portal.Components.Shared.Tables;
using Portal.Domain.Analytics;
using Portal.Domain.Tables;
using Portal.Domain.Tenancy;
using Portal.Features.Analytics.Speed;
using Portal.Infrastructure.Analytics;

namespace Portal.Features.Analytics;

/// <summary>The section's lists as files.</summary>
public static class AnalyticsExports
{
    public static void MapAnalyticsExports(this IEndpointRouteBuilder routes)
    {
        Map<PageQueries, PageRow>(routes, "pages", PageList.Standard, _ => PageList.Columns,
            (pages, ask, query, token) => pages.ListAsync(ask.Store.TenantId, ask.Range, query, token));
        Map<BreakdownQueries, BreakdownRow>(routes, "landing-pages", TrafficList.Standard, ask => TrafficList.Columns(TrafficDimensions.Landing, ask.Store.Currency),
            (breakdowns, ask, query, token) => breakdowns.ListAsync(ask.Store.TenantId, ask.Range, TrafficDimensions.Landing, query, token));
        Map<BreakdownQueries, BreakdownRow>(routes, "breakdown", TrafficList.Standard, ask => TrafficList.Columns(ask.Dimension, ask.Store.Currency),
            (breakdowns, ask, query, token) => breakdowns.ListAsync(ask.Store.TenantId, ask.Range, ask.Dimension, query, token));
        Map<SourceQueries, BreakdownRow>(routes, "sources", TrafficList.Standard, ask => TrafficList.Columns(ask.Level.Dimension, ask.Store.Currency),
            (sources, ask, query, token) => sources.ListAsync(ask.Store.TenantId, ask.Range, ask.Level, query, token));
        Map<AttributionQueries, Domain.Analytics.Attribution.AttributionRow>(routes, "attribution", AttributionList.Standard, ask => AttributionList.Columns(ask.Attribution, ask.Store.Currency),
            async (attribution, ask, query, token) => AttributionList.Page(
                await attribution.FindAsync(ask.Store.TenantId, ask.Range, ask.Attribution.Dimension, ask.Attribution.LookbackDays, token), ask.Attribution, query));
        Map<SearchQueries, SearchRow>(routes, "search", SearchList.Standard, _ => SearchList.Columns,
            (searches, ask, query, token) => searches.ListAsync(ask.Store.TenantId, ask.Range, ask.Text(PagesPage.ViewName) == SearchList.MissedView, query, token));
        Map<SpeedQueries, PageSpeed>(routes, "speed", SpeedList.Standard, _ => SpeedList.Columns,
            (speed, ask, query, token) => speed.ListAsync(ask.Store.TenantId, ask.Range, SpeedAsk.Device(ask.Text(SpeedAsk.DeviceName)), query, token));
        Map<ProductQueries, ProductRow>(routes, "products", ProductList.Standard, ask => ProductList.Columns(ask.Store.Currency),
            (products, ask, query, token) => products.ListAsync(ask.Store.TenantId, ask.Range, query, token));
    }

    private static void Map<TQueries, TRow>(
        IEndpointRouteBuilder routes, string name, TableQuery standard, Func<Ask, IReadOnlyList<DataColumn<TRow>>> columns,
        Func<TQueries, Ask, TableQuery, CancellationToken, Task<TablePage<TRow>>> load) where TQueries : class =>
        routes.MapExport<TQueries>($"/analytics/{name}", AnalyticsPolicies.CanView, (call, queries) =>
        {
            var ask = new Ask(call);
            return TableExport.File(call.Request, call.Named(name, ask.Range), columns(ask), standard, (query, token) => load(queries, ask, query, token));
        });

    /// <summary>What the address of a file asks for: the same as that of its page.</summary>
    private sealed class Ask(ExportCall call)
    {
        public CurrentStore Store { get; } = call.Store;

        public AnalyticsRange Range { get; } = call.Range();

        public string Dimension => Text(RangedExport.By) is { } by && TrafficDimensions.All.Contains(by) ? by : TrafficDimensions.Channel;

        public SourceLevel Level => new(Text(TrafficDimensions.Channel), Text(TrafficDimensions.Source), Text(TrafficDimensions.Medium));

        public AttributionAsk Attribution => AttributionAsk.Read(Text(AttributionAsk.By), Text(AttributionAsk.Lookback), Text(AttributionAsk.Show));

        public string? Text(string name) => call.Text(name);
    }
}
