using System.Globalization;
using Portal.Domain.Analytics;
using Portal.Infrastructure.Analytics;
using Portal.Infrastructure.Tests.Analytics.Projection;
using Xunit;

namespace Portal.Infrastructure.Tests.Analytics;

/// <summary>What the pages show of random events, late and re-attributed ones among them, against plain SQL over the events.</summary>
public sealed class PageFiguresTests(ProjectedShops shops) : PageFiguresTest(shops)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Overview_RandomEvents_IsThatOfPlainSql(bool bots) => AssertSameAsync(
        NaiveFigures.Sessions + $"""
         select concat_ws('|',
           (select count(distinct coalesce(i.person, e.visitor)) from events e left join identities i on i.tenant_id = $1
             and i.visitor = e.visitor
            where e.tenant_id = $1 and e.name <> 'web_vitals' and (not e.is_bot or {bots})
              and (e.occurred_at at time zone 'Europe/Berlin')::date between '2026-03-28' and '2026-03-29'),
           (select concat_ws('|', count(*), count(*) filter (where is_new), count(*) filter (where events = 1
             and pageviews = 1), sum(pageviews),
              count(*) filter (where order_events > 0)) from sessions where (not is_bot or {bots}) and {SessionDay}),
           (select concat_ws('|', count(*), sum(coalesce(revenue, 0))::numeric(18, 2)) from orders where (not is_bot or {bots})
             and {Day} between '2026-03-28' and '2026-03-29'))
        """,
        async store =>
        {
            var overview = await new OverviewQueries(Shops.Database, Answers)
                .FindAsync(store.TenantId, Range with { IncludeBots = bots }, Cancel);
            var figures = overview.Figures;
            Assert.Equal(figures, overview.Points.Aggregate(TrafficFigures.None, (sum, point) => sum + point.Figures));
            return [Line(overview.Visitors, figures.Sessions, figures.NewSessions, figures.Bounces, figures.PageViews,
                figures.OrderingSessions, figures.Orders, Money(figures.Revenue))];
        });

    [Theory]
    [InlineData(TrafficDimensions.Source, "source")]
    [InlineData(TrafficDimensions.Device, "device")]
    [InlineData(TrafficDimensions.Country, "country")]
    [InlineData(TrafficDimensions.Landing, "landing")]
    public Task Breakdown_RandomEvents_IsThatOfPlainSql(string dimension, string column) => AssertSameAsync(
        NaiveFigures.Sessions + $"""
         select concat_ws('|', coalesce({column}, ''), count(*), count(*) filter (where is_new), count(*) filter (where order_events > 0))
         from sessions where not is_bot and {SessionDay} group by {column}
        """,
        async store => (await new BreakdownQueries(Shops.Database).ListAsync(store.TenantId, Range, dimension, Everything, Cancel)).Rows
            .Where(row => row.Figures.Sessions > 0)
                .Select(row => Line(row.Value, row.Figures.Sessions, row.Figures.NewSessions, row.Figures.OrderingSessions)));

    [Fact]
    public Task Pages_RandomEvents_AreThoseOfPlainSql() => AssertSameAsync(
        NaiveFigures.Sessions + $"""
        , facts as (
           select path, 1 as views, 0 as entrances, 0 as bounces, 0 as exits from events
           where tenant_id = $1 and not is_bot and name = 'page_viewed' and path is not null and {Day} between '2026-03-28' and '2026-03-29'
           union all
           select landing, 0, 1, case when events = 1 and pageviews = 1 then 1 else 0 end, 0 from sessions where not is_bot
             and landing is not null and {SessionDay}
           union all
           select exit, 0, 0, 0, 1 from sessions where not is_bot and exit is not null and {SessionDay})
         select concat_ws('|', path, sum(views), sum(entrances), sum(bounces), sum(exits)) from facts group by path
        """,
        async store => (await new PageQueries(Shops.Database).ListAsync(store.TenantId, Range, Everything, Cancel)).Rows
            .Select(row => Line(row.Path, row.Views, row.Entrances, row.Bounces, row.Exits)));

    [Fact]
    public Task Sources_BelowAChannel_AreThoseOfPlainSql() => AssertSameAsync(
        NaiveFigures.Sessions
            + $" select concat_ws('|', coalesce(source, ''), count(*)) from sessions where not is_bot and channel = 'email' and "
            + $"{SessionDay} group by source",
        async store => (await new SourceQueries(Shops.Database).ListAsync(store.TenantId, Range, new("email"), Everything, Cancel)).Rows
            .Where(row => row.Figures.Sessions > 0).Select(row => Line(row.Value, row.Figures.Sessions)));

    [Fact]
    public Task Searches_RandomEvents_AreThoseOfPlainSql() => AssertSameAsync(
        $"""
        select concat_ws('|', lower(trim(properties ->> 'query')), count(*), count(*) filter (where properties ->> 'results' = '0'))
        from events where tenant_id = $1 and not is_bot and name = 'products_searched' and {Day} between '2026-03-28' and '2026-03-29'
          group by lower(trim(properties ->> 'query'))
        """,
        async store => (await new SearchQueries(Shops.Database)
            .ListAsync(store.TenantId, Range, isWithoutResult: false, Everything, Cancel)).Rows
            .Select(row => Line(row.Query, row.Searches, row.WithoutResult)));

    [Fact]
    public Task Products_RandomEvents_AreThoseOfPlainSql() => AssertSameAsync(
        NaiveFigures.Sessions + $"""
        , facts as (
           select coalesce(properties ->> 'product_id', properties ->> 'sku') as product, (name = 'product_viewed')::int as views,
             (name = 'product_added')::int as adds, 0.0 as units
           from events where tenant_id = $1 and not is_bot and name in ('product_viewed', 'product_added') and {Day} between '2026-03-28'
             and '2026-03-29'
           union all
           select coalesce(l ->> 'product_id', l ->> 'sku'), 0, 0, coalesce((l ->> 'quantity')::numeric, 1)
           from orders, jsonb_array_elements(properties -> 'products') l
           where (l ? 'product_id' or l ? 'sku') and not is_bot and {Day} between '2026-03-28' and '2026-03-29')
         select concat_ws('|', product, sum(views), sum(adds), sum(units)::bigint) from facts group by product
        """,
        async store => (await new ProductQueries(Shops.Database).ListAsync(store.TenantId, Range, Everything, Cancel)).Rows
            .Select(row => Line(row.ProductId, row.Views, row.Adds, row.Units.ToString("0", CultureInfo.InvariantCulture))));
}
