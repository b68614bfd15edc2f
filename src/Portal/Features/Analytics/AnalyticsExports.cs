using Portal.Components.Shared.Tables;
using Portal.Domain.Analytics;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Tenancy;
using Portal.Features.Analytics.Speed;
using Portal.Features.Shared;
using Portal.Infrastructure.Analytics;

namespace Portal.Features.Analytics;

/// <summary>The section's lists as files.</summary>
public static class AnalyticsExports
{
    public static void MapAnalyticsExports(this IEndpointRouteBuilder routes)
    {
        Map<PageQueries, PageRow>(routes, "pages", PageList.Default, _ => PageList.Columns,
            (pages, ask, query, token) => pages.ListAsync(ask.Store.TenantId, ask.Range, query, token));
        Map<BreakdownQueries, BreakdownRow>(routes, "landing-pages", TrafficList.Default,
            ask => TrafficList.Columns(TrafficDimensions.Landing, ask.Store.Currency),
            (breakdowns, ask, query, token) =>
                breakdowns.ListAsync(ask.Store.TenantId, ask.Range, TrafficDimensions.Landing, query, token));
        Map<BreakdownQueries, BreakdownRow>(routes, "breakdown", TrafficList.Default,
            ask => TrafficList.Columns(ask.Dimension, ask.Store.Currency),
            (breakdowns, ask, query, token) => breakdowns.ListAsync(ask.Store.TenantId, ask.Range, ask.Dimension, query, token));
        Map<SourceQueries, BreakdownRow>(routes, "sources", TrafficList.Default,
            ask => TrafficList.Columns(ask.Level.Dimension, ask.Store.Currency),
            (sources, ask, query, token) => sources.ListAsync(ask.Store.TenantId, ask.Range, ask.Level, query, token));
        Map<AttributionQueries, Domain.Analytics.Attribution.AttributionRow>(routes, "attribution", AttributionList.Default,
            ask => AttributionList.Columns(ask.Attribution, ask.Store.Currency),
            async (attribution, ask, query, token) => AttributionList.Page(
                await attribution.FindAsync(ask.Store.TenantId, ask.Range, ask.Attribution.Dimension, ask.Attribution.LookbackDays, token),
                ask.Attribution, query));
        Map<SearchQueries, SearchRow>(routes, "search", SearchList.Default, _ => SearchList.Columns,
            (searches, ask, query, token) =>
                searches.ListAsync(ask.Store.TenantId, ask.Range, ask.Text(PagesPage.ViewName) == SearchList.MissedView, query, token));
        Map<SpeedQueries, PageSpeed>(routes, "speed", SpeedList.Default, _ => SpeedList.Columns,
            (speed, ask, query, token) =>
                speed.ListAsync(ask.Store.TenantId, ask.Range, SpeedParameters.Device(ask.Text(SpeedParameters.DeviceName)), query, token));
        Map<ProductQueries, ProductRow>(routes, "products", ProductList.Default, ask => ProductList.Columns(ask.Store.Currency),
            (products, ask, query, token) => products.ListAsync(ask.Store.TenantId, ask.Range, query, token));
    }

    private static void Map<TQueries, TRow>(
        IEndpointRouteBuilder routes, string name, TableQuery defaults, Func<Ask, IReadOnlyList<DataColumn<TRow>>> columns,
        Func<TQueries, Ask, TableQuery, CancellationToken, Task<TablePage<TRow>>> load) where TQueries : class =>
        routes.MapExport<TQueries>($"/analytics/{name}", AnalyticsPolicies.CanView, (call, queries) =>
        {
            var ask = new Ask(call);
            return TableExport.File(call.Request, call.Named(name, ask.Range), columns(ask), defaults,
                (query, token) => load(queries, ask, query, token));
        });

    /// <summary>What the address of a file asks for: the same as that of its page.</summary>
    private sealed class Ask(ExportCall call)
    {
        public CurrentStore Store { get; } = call.Store;

        public AnalyticsRange Range { get; } = call.Range();

        public string Dimension => Text(RangedExport.By) is { } by && TrafficDimensions.All.Contains(by) ? by : TrafficDimensions.Channel;

        public SourceLevel Level => new(Text(TrafficDimensions.Channel), Text(TrafficDimensions.Source), Text(TrafficDimensions.Medium));

        public AttributionParameters Attribution =>
            AttributionParameters.Read(Text(AttributionParameters.By), Text(AttributionParameters.Lookback),
            Text(AttributionParameters.Show));

        public string? Text(string name) => call.Text(name);
    }
}
