using Portal.Components.Shared.Tables;
using Portal.Domain.Analytics;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Tenancy;
using Portal.Features.Analytics.Attribution;
using Portal.Features.Analytics.Speed;
using Portal.Features.Analytics.Traffic;
using Portal.Features.Shared;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Analytics;

namespace Portal.Features.Analytics;

/// <summary>The section's lists as files.</summary>
public static class AnalyticsExports
{
    public static void MapAnalyticsExports(this IEndpointRouteBuilder routes)
    {
        Map<PageQueries, PageRow>(routes, "pages", PageList.Default, _ => PageList.Columns,
            (pages, parameters, query, token) => pages.ListAsync(parameters.Store.TenantId, parameters.Range, query, token));
        Map<BreakdownQueries, BreakdownRow>(routes, "landing-pages", TrafficList.Default,
            parameters => TrafficList.Columns(TrafficDimensions.Landing, parameters.Store.Currency),
            (breakdowns, parameters, query, token) =>
                breakdowns.ListAsync(parameters.Store.TenantId, parameters.Range, TrafficDimensions.Landing, query, token));
        Map<BreakdownQueries, BreakdownRow>(routes, "breakdown", TrafficList.Default,
            parameters => TrafficList.Columns(parameters.Dimension, parameters.Store.Currency),
            (breakdowns, parameters, query, token) =>
                breakdowns.ListAsync(parameters.Store.TenantId, parameters.Range, parameters.Dimension, query, token));
        Map<SourceQueries, BreakdownRow>(routes, "sources", TrafficList.Default,
            parameters => TrafficList.Columns(parameters.Level.Dimension, parameters.Store.Currency),
            (sources, parameters, query, token) =>
                sources.ListAsync(parameters.Store.TenantId, parameters.Range, parameters.Level, query, token));
        Map<AttributionQueries, Domain.Analytics.Attribution.AttributionRow>(routes, "attribution", AttributionList.Default,
            parameters => AttributionList.Columns(parameters.Attribution, parameters.Store.Currency),
            async (attribution, parameters, query, token) => AttributionList.Page(
                await attribution.FindAsync(parameters.Store.TenantId, parameters.Range, parameters.Attribution.Dimension,
                    parameters.Attribution.LookbackDays, token),
                parameters.Attribution, query));
        Map<SearchQueries, SearchRow>(routes, "search", SearchList.Default, _ => SearchList.Columns,
            (searches, parameters, query, token) =>
                searches.ListAsync(parameters.Store.TenantId, parameters.Range,
                    parameters.Text(PagesPage.ViewName) == SearchList.MissedView, query, token));
        Map<SpeedQueries, PageSpeed>(routes, "speed", SpeedList.Default, _ => SpeedList.Columns,
            (speed, parameters, query, token) =>
                speed.ListAsync(parameters.Store.TenantId, parameters.Range,
                    SpeedParameters.Device(parameters.Text(SpeedParameters.DeviceName)), query, token));
        Map<ProductQueries, ProductRow>(routes, "products", ProductList.Default,
            parameters => ProductList.Columns(parameters.Store.Currency),
            (products, parameters, query, token) => products.ListAsync(parameters.Store.TenantId, parameters.Range, query, token));
    }

    private static void Map<TQueries, TRow>(
        IEndpointRouteBuilder routes, string name, TableQuery defaults, Func<Parameters, IReadOnlyList<DataColumn<TRow>>> columns,
        Func<TQueries, Parameters, TableQuery, CancellationToken, Task<TablePage<TRow>>> load) where TQueries : class =>
        routes.MapExport<TQueries>($"/analytics/{name}", AnalyticsPolicies.CanView, (call, queries) =>
        {
            var parameters = new Parameters(call);
            return TableExport.File(call.Request, call.Named(name, parameters.Range), columns(parameters), defaults,
                (query, token) => load(queries, parameters, query, token));
        });

    /// <summary>What the address of a file asks for: the same as that of its page.</summary>
    private sealed class Parameters(ExportCall call)
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
