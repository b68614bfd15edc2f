using System.Globalization;
using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Attribution;
using Portal.Domain.Analytics.Funnels;
using Portal.Domain.Analytics.Retention;
using Portal.Infrastructure.Analytics;
using Portal.Infrastructure.Analytics.Days;
using Portal.Infrastructure.Analytics.Explorer;
using Portal.Infrastructure.Analytics.Funnels;
using Portal.Infrastructure.Analytics.Visitors;
using Portal.Infrastructure.Tests.Analytics.Projection;
using Portal.Testing;
using Portal.Testing.Data;
using Xunit;

namespace Portal.Infrastructure.Tests.Analytics;

/// <summary>Attribution, retention, the shop's funnel, events and visitors of random shops against plain SQL over the events.</summary>
public sealed class OutcomeFiguresTests(ProjectedShops shops) : PageFiguresTest(shops)
{
    // Each order with the visits of the days before it; direct ones are left out while there is another, but for "last".
    private const string Paths = NaiveFigures.Sessions + """
        , people as (select s.*, coalesce(i.person, s.visitor) as person from sessions s left join identities i on i.tenant_id = $1
          and i.visitor = s.visitor),
         visits_before as (
           select o.order_id, o.occurred_at, coalesce(o.revenue, 0) as revenue, p.channel, p.WAY as way, p.started_at, p.visitor as visitor,
             bool_or(p.channel <> 'direct') over (partition by o.order_id) as has_touch
           from orders o left join identities i on i.tenant_id = $1 and i.visitor = o.visitor
           left join people p on p.person = coalesce(i.person, o.visitor) and p.is_bot = o.is_bot
             and p.started_at <= o.occurred_at and p.started_at > o.occurred_at - interval 'LOOKBACK'
           where (not o.is_bot or BOTS) and (o.occurred_at at time zone 'Europe/Berlin')::date between '2026-03-28' and '2026-03-29'),
         paths as (
           select *, row_number() over (partition by order_id
             order by started_at, visitor) as place, count(*) over (partition by order_id) as visits
           from visits_before where MODEL = 'last' or channel <> 'direct' or has_touch is not true)
        """;

    private const string PersonDays = """
        with days as (
          select distinct coalesce(i.person, e.visitor) as person, (e.occurred_at at time zone 'Europe/Berlin')::date as day
          from events e left join identities i on i.tenant_id = $1 and i.visitor = e.visitor where e.tenant_id = $1 and not e.is_bot
            and e.name <> 'web_vitals'),
        """;

    private const string OrderDays = NaiveFigures.Sessions + """
        , days as (
          select distinct coalesce(i.person, o.visitor) as person, (o.occurred_at at time zone 'Europe/Berlin')::date as day
          from orders o left join identities i on i.tenant_id = $1 and i.visitor = o.visitor where not o.is_bot),
        """;

    [Theory]
    [InlineData(AttributionModel.First, "case when place = 1 then 1 else 0 end")]
    [InlineData(AttributionModel.Last, "case when place = visits then 1 else 0 end")]
    [InlineData(AttributionModel.LastNonDirect, "case when place = visits then 1 else 0 end")]
    [InlineData(AttributionModel.Linear, "1.0")]
    [InlineData(AttributionModel.TimeDecay, "power(0.5, extract(epoch from occurred_at - started_at) / (7 * 86400))")]
    [InlineData(AttributionModel.Position, "case when visits <= 2 then 1.0 when place in (1, visits) then 0.4 else 0.2 / (visits - 2) end")]
    public Task Attribution_EachModel_IsThatOfPlainSql(AttributionModel model, string weight) =>
        AssertCreditAsync(model, weight, "channel", 7, bots: false);

    [Theory]
    [InlineData(TrafficDimensions.Source, 30, false)]
    [InlineData(TrafficDimensions.Source, 7, true)]
    [InlineData(TrafficDimensions.Campaign, 90, true)]
    public Task Attribution_EachDimensionAndLookback_IsThatOfPlainSql(string dimension, int lookbackDays, bool bots) =>
        AssertCreditAsync(AttributionModel.Linear, "1.0", dimension, lookbackDays, bots);

    private async Task AssertCreditAsync(AttributionModel model, string weight, string dimension, int lookbackDays, bool bots)
    {
        var naive = Paths.Replace("MODEL", model == AttributionModel.Last ? "'last'" : "'other'", StringComparison.Ordinal)
            .Replace("WAY", dimension, StringComparison.Ordinal)
            .Replace("LOOKBACK", $"{lookbackDays} days", StringComparison.Ordinal).Replace("BOTS", bots ? "true" : "false", StringComparison.Ordinal) + $"""
            , weighted as (select *, coalesce({weight}, 1)::numeric as weight from paths),
             shares as (select *, weight / sum(weight) over (partition by order_id) as share from weighted)
             select concat_ws('|', coalesce(way, ''), round(sum(share), 6), round(sum(share * revenue), 6)) from shares group by way
               having sum(share) > 0
            """;
        foreach (var store in Shops.Stores)
        {
            var expected = (await Shops.Database.ListAsync<string>(naive, store.TenantId)).Select(line => line.Split('|'))
                .ToDictionary(parts => parts[0], parts => (Orders: decimal.Parse(parts[1], CultureInfo.InvariantCulture),
                    Revenue: decimal.Parse(parts[2], CultureInfo.InvariantCulture)));

            var rows = await new AttributionQueries(Shops.Database, Answers, new DailyResultCache(Shops.Database, TimeProvider.System))
                .FindAsync(store.TenantId, Range with { IncludeBots = bots }, dimension, lookbackDays, Cancel);

            // The page splits whole units and loses none, so a share may differ by a part of a unit for each order.
            var shown = rows.Select(row => (row.Value, Credit: row.Under(model))).Where(row => row.Credit.Orders > 0)
                .ToDictionary(row => row.Value, row => row.Credit);
            Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), shown.Keys.Order(StringComparer.Ordinal));
            Assert.All(expected, pair =>
            {
                Assert.InRange(shown[pair.Key].Orders - pair.Value.Orders, -0.001m, 0.001m);
                Assert.InRange(shown[pair.Key].Revenue - pair.Value.Revenue, -0.01m, 0.01m);
            });
        }
    }

    [Theory]
    [InlineData(RetentionBasis.Visit, RetentionPeriod.Day)]
    [InlineData(RetentionBasis.Visit, RetentionPeriod.Week)]
    [InlineData(RetentionBasis.Order, RetentionPeriod.Day)]
    [InlineData(RetentionBasis.Order, RetentionPeriod.Week)]
    public Task Retention_Exact_IsThatOfPlainSql(RetentionBasis basis, RetentionPeriod period) => AssertSameAsync(
        (basis == RetentionBasis.Visit ? PersonDays : OrderDays) + $"""
         periods as (select distinct person, date_trunc('{(period == RetentionPeriod.Week ? "week" : "day")}', day)::date as day from days),
         firsts as (select person, min(day) as cohort from periods group by person)
         select concat_ws('|', cohort, (day - cohort) / {(period == RetentionPeriod.Week ? 7 : 1)}, count(*)) from periods
           join firsts using (person) group by cohort, day
        """,
        store => CellsAsync(store.TenantId, new(basis, RetentionKind.Exact, period)));

    [Theory]
    [InlineData(RetentionBasis.Visit)]
    [InlineData(RetentionBasis.Order)]
    public Task Retention_Unbounded_IsThatOfPlainSql(RetentionBasis basis) => AssertSameAsync(
        (basis == RetentionBasis.Visit ? PersonDays : OrderDays) + """
         lives as (select person, min(day) as cohort, max(day) as last from days group by person)
         select concat_ws('|', cohort, age, count(*)) from lives, generate_series(0, 14) as age where last - cohort >= age
           group by cohort, age
        """,
        store => CellsAsync(store.TenantId, new(basis, RetentionKind.Unbounded, RetentionPeriod.Day)));

    [Theory]
    [InlineData(FunnelBreakdown.None, "'' || ''")]
    [InlineData(FunnelBreakdown.Channel, "channel")]
    [InlineData(FunnelBreakdown.Device, "coalesce(device, '')")]
    public Task ShopFunnel_RandomEvents_IsThatOfPlainSql(FunnelBreakdown breakdown, string value) => AssertSameAsync(
        NaiveFigures.Sessions + $"""
         select concat_ws('|', {value}, count(*), count(*) filter (where product_views > 0), count(*) filter (where cart_adds > 0),
           count(*) filter (where checkouts > 0),
           count(*) filter (where order_events > 0)) from sessions where not is_bot and {SessionDay} group by {value}
        """,
        async store =>
        {
            var figures = await new ShopFunnelQueries(Shops.Database, Answers).FindAsync(store.TenantId, Range, breakdown, Cancel);
            var groups = breakdown == FunnelBreakdown.None ? [new FunnelGroup("", figures.Steps)] : figures.Groups;
            return groups.Select(group => Line([group.Value ?? "", .. group.Steps.Select(step => (object)step.People)]));
        });

    [Fact]
    public Task Events_ByName_AreThoseOfPlainSql() => AssertSameAsync(
        $"""
        select concat_ws('|', name, count(*), count(*) filter (where received_at - occurred_at > interval '1 hour'))
        from events where tenant_id = $1 and not is_bot and {Day} between '2026-03-28' and '2026-03-29' group by name
        """,
        async store => (await new EventNameQueries(Shops.Database)
            .PageAsync(store.TenantId, Range, EventNameQueries.Default with { Size = 100 }, Cancel)).Rows
            .Select(row => Line(row.Name, row.Events, row.Late)));

    [Fact]
    public Task Overview_ByTheHour_IsThatOfPlainSql() => AssertSameAsync(
        NaiveFigures.Sessions + """
         , hours as (
           select date_trunc('hour', started_at) as hour, 1 as sessions, pageviews, 0 as orders from sessions
           where not is_bot and (started_at at time zone 'Europe/Berlin')::date = '2026-03-29'
           union all
           select date_trunc('hour', occurred_at), 0, 0, 1 from orders where not is_bot
             and (occurred_at at time zone 'Europe/Berlin')::date = '2026-03-29')
         select concat_ws('|', to_char(hour at time zone 'UTC', 'DD HH24'), sum(sessions), sum(pageviews), sum(orders)) from hours
           group by hour
        """,
        async store => (await new OverviewQueries(Shops.Database, Answers)
            .FindAsync(store.TenantId, Range with { Days = new(new(2026, 3, 29), new(2026, 3, 29)) }, Cancel)).Points
            .Where(point => point.Figures != TrafficFigures.None)
            .Select(point => Line(point.Start.UtcDateTime.ToString("dd HH", CultureInfo.InvariantCulture), point.Figures.Sessions,
                point.Figures.PageViews, point.Figures.Orders)));

    [Fact]
    public Task Visitors_Latest_AreThoseOfPlainSql() => AssertSameAsync(
        NaiveFigures.Sessions + $"""
         select concat_ws('|', to_char(max(ended_at) filter (where {SessionDay}) at time zone 'UTC', 'DD HH24:MI:SS.US'), count(*))
         from sessions s left join identities i on i.tenant_id = $1 and i.visitor = s.visitor
         where not is_bot group by coalesce(i.person, s.visitor) having bool_or({SessionDay})
        """,
        async store => (await new VisitorListQueries(Shops.Database).LatestAsync(store.TenantId, Range, null, 1_000, Cancel)).Visitors
            .Select(visitor => Line(visitor.SeenAt!.Value.UtcDateTime.ToString("dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
                visitor.Sessions)));

    private async Task<IEnumerable<string>> CellsAsync(Guid tenantId, RetentionQuestion question)
    {
        var clock = new MovableClock(new DateTimeOffset(2026, 4, 10, 12, 0, 0, TimeSpan.Zero));
        var grid = await new RetentionQueries(Shops.Database, Answers, new(Shops.Database, clock), clock)
            .FindAsync(tenantId, Range with { Days = new(new(2026, 3, 27), new(2026, 3, 30)) }, question, Cancel);
        return grid.Cohorts.SelectMany(cohort => cohort.Cells.Select((cell, age) => (cohort.Start, Age: age, cell.Back)))
            .Where(cell => cell.Back > 0)
            .Select(cell => Line(cell.Start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), cell.Age, cell.Back));
    }
}
