using System.Globalization;
using Portal.Domain.Analytics;
using Portal.Infrastructure.Analytics;
using Portal.Infrastructure.Tests.Analytics.Projection;
using Xunit;

namespace Portal.Infrastructure.Tests.Analytics;

/// <summary>
/// Every figure of the traffic of random shops, whole and told apart by each dimension, against plain SQL over the events.
/// </summary>
public sealed class TrafficFiguresTests(ProjectedShops shops) : PageFiguresTest(shops)
{
    // Each order with the session that it is credited to: the one it happened in, else the person's latest of 30 days.
    private const string Credited = NaiveFigures.Sessions + """
        , people as (select s.*, coalesce(i.person, s.visitor) as person from sessions s left join identities i on i.tenant_id = $1
          and i.visitor = s.visitor),
         credited as (
           select o.occurred_at, o.is_bot, coalesce(o.revenue, 0) as revenue, c.channel, c.source, c.medium, c.campaign, c.country, c.device
           from orders o left join identities i on i.tenant_id = $1 and i.visitor = o.visitor
           left join lateral (
             select * from people p where p.person = coalesce(i.person, o.visitor) and p.is_bot = o.is_bot
               and p.started_at <= o.occurred_at and p.started_at > o.occurred_at - interval '30 days'
             order by p.visitor = o.visitor and p.ended_at >= o.occurred_at desc, p.started_at desc, p.visitor limit 1) c on true)
        """;

    private const string Sums = """
        sum(sessions), sum(news), sum(bounces), sum(seconds), sum(pageviews), sum(ordering), sum(orders), sum(revenue)::numeric(18, 2)
        """;

    [Theory]
    [InlineData(TrafficDimensions.Channel, "channel", false)]
    [InlineData(TrafficDimensions.Channel, "channel", true)]
    [InlineData(TrafficDimensions.Source, "source", false)]
    [InlineData(TrafficDimensions.Medium, "medium", false)]
    [InlineData(TrafficDimensions.Campaign, "campaign", true)]
    [InlineData(TrafficDimensions.Country, "country", false)]
    [InlineData(TrafficDimensions.Device, "device", true)]
    public Task Breakdown_WithOrders_IsThatOfPlainSql(string dimension, string column, bool bots) =>
        AssertBreakdownAsync(dimension, Facts(column, bots, "true"), bots);

    [Theory]
    [InlineData(TrafficDimensions.Region, "region", false)]
    [InlineData(TrafficDimensions.Browser, "browser", false)]
    [InlineData(TrafficDimensions.Os, "os", true)]
    [InlineData(TrafficDimensions.Landing, "landing", false)]
    [InlineData(TrafficDimensions.Landing, "landing", true)]
    [InlineData(TrafficDimensions.Exit, "exit", false)]
    public Task Breakdown_OfSessionsAlone_IsThatOfPlainSql(string dimension, string column, bool bots) =>
        AssertBreakdownAsync(dimension, Facts(column, bots, orders: null), bots);

    [Theory]
    [InlineData(null, null, null, "channel", "true")]
    [InlineData("email", null, null, "source", "channel = 'email'")]
    [InlineData("direct", null, null, "source", "channel = 'direct'")]
    [InlineData("email", "letter", null, "medium", "channel = 'email' and source = 'letter'")]
    [InlineData("paid_social", "tiktok", "", "campaign", "channel = 'paid_social' and source = 'tiktok' and medium is null")]
    public Task Sources_EachLevel_AreThoseOfPlainSql(string? channel, string? source, string? medium, string column, string condition) =>
        AssertSameAsync(
        Facts(column, bots: false, condition, condition),
        async store => (await new SourceQueries(Shops.Database)
            .ListAsync(store.TenantId, Range, new(channel, source, medium), Everything, Cancel)).Rows
            .Select(row => Line([row.Value, .. Figures(row.Figures)])));

    [Fact]
    public Task Card_AgainstTheDaysBefore_IsThatOfPlainSql() => AssertSameAsync(
        NaiveFigures.Sessions + $"""
         select concat_ws('|', channel, count(*) filter (where {SessionDay}), count(*) filter (where not {SessionDay}))
         from sessions where not is_bot and (started_at at time zone 'Europe/Berlin')::date between '2026-03-26' and '2026-03-29'
         group by channel having bool_or({SessionDay})
        """,
        async store => (await new BreakdownQueries(Shops.Database)
            .TopAsync(store.TenantId, Range, Range.Before, TrafficDimensions.Channel, 20, Cancel))
            .Where(row => row.Figures.Sessions > 0).Select(row => Line(row.Value, row.Figures.Sessions, row.SessionsBefore!)));

    // The 29th has 23 hours; the four days are shown by day.
    [Theory]
    [InlineData(29, 29, "hour", false)]
    [InlineData(29, 29, "hour", true)]
    [InlineData(27, 30, "day", false)]
    [InlineData(27, 30, "day", true)]
    public Task Overview_EachHourOrDay_IsThatOfPlainSql(int from, int to, string grain, bool bots) => AssertSameAsync(
        NaiveFigures.Sessions + $"""
        , facts as (
           select started_at as at, {SessionFacts}, 0 as orders, 0.0 as revenue, 0 as refunds, 0.0 as refunded from sessions
             where not is_bot or {bots}
           union all
           select occurred_at, 0, 0, 0, 0, 0, 0, 1, coalesce(revenue, 0), 0, 0 from orders where not is_bot or {bots}
           union all
           select occurred_at, 0, 0, 0, 0, 0, 0, 0, 0, 1, revenue from events
           where tenant_id = $1 and name = 'order_refunded' and revenue is not null and coalesce(currency, 'EUR') = 'EUR' and (not is_bot
             or {bots}))
         select concat_ws('|', to_char(date_trunc('{grain}', at, 'Europe/Berlin') at time zone 'UTC', 'DD HH24'), {Sums}, sum(refunds),
           sum(refunded)::numeric(18, 2))
         from facts where (at at time zone 'Europe/Berlin')::date between '2026-03-{from}' and '2026-03-{to}'
           group by date_trunc('{grain}', at, 'Europe/Berlin')
        """,
        async store => (await OverviewAsync(store.TenantId, from, to, bots)).Points.Where(point => point.Figures != TrafficFigures.None)
            .Select(point => Line(
            [point.Start.UtcDateTime.ToString("dd HH", CultureInfo.InvariantCulture), .. Figures(point.Figures), point.Figures.Refunds,
                Money(point.Figures.Refunded)])));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Overview_VisitorsOfEachDay_AreThePeopleOfPlainSql(bool bots) => AssertSameAsync(
        NaiveFigures.Persons + $"""
         select concat_ws('|', {Day}, count(distinct person)) from seen where (not is_bot or {bots}) and {Day} between '2026-03-27'
           and '2026-03-30' group by {Day}
         union all
         select concat_ws('|', 'all', count(distinct person)) from seen where (not is_bot or {bots}) and {Day} between '2026-03-27'
           and '2026-03-30'
        """,
        async store =>
        {
            var overview = await OverviewAsync(store.TenantId, 27, 30, bots);
            return overview.Points.Select((point, day) => Line(new DateOnly(2026, 3, 27).AddDays(day)
                .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), point.Visitors!))
                .Append(Line("all", overview.Visitors));
        });

    private const string SessionFacts = """
        1 as sessions, is_new::int as news, (events = 1 and pageviews = 1)::int as bounces,
        floor(extract(epoch from ended_at - started_at))::bigint as seconds, pageviews, (order_events > 0)::int as ordering
        """;

    // One row for each value: its sessions by the day they began, its orders by their own.
    private static string Facts(string column, bool bots, string? orders, string sessions = "true") => Credited + $"""
        , facts as (
           select coalesce({column}, '') as value, {SessionFacts}, 0 as orders, 0.0 as revenue
           from sessions where (not is_bot or {bots}) and {SessionDay} and {sessions}
           {(orders is null ? "" : $"union all select coalesce({column}, ''), 0, 0, 0, 0, 0, 0, 1, revenue from credited where (not is_bot or {bots}) and {Day} between '2026-03-28' and '2026-03-29' and {orders}")})
         select concat_ws('|', value, {Sums}) from facts group by value
        """;

    private static IEnumerable<object> Figures(TrafficFigures figures) =>
    [
        figures.Sessions, figures.NewSessions, figures.Bounces, figures.Seconds, figures.PageViews, figures.OrderingSessions,
        figures.Orders, Money(figures.Revenue),
    ];

    private Task AssertBreakdownAsync(string dimension, string naive, bool bots) => AssertSameAsync(
        naive,
        async store => (await new BreakdownQueries(Shops.Database)
            .ListAsync(store.TenantId, Range with { IncludeBots = bots }, dimension, Everything, Cancel)).Rows
            .Select(row => Line([row.Value, .. Figures(row.Figures)])));

    private Task<Overview> OverviewAsync(Guid tenantId, int from, int to, bool bots) =>
        new OverviewQueries(Shops.Database, Answers).FindAsync(tenantId, Berlin.Days(3, from, to, bots), Cancel);
}
