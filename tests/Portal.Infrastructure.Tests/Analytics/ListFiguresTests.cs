using System.Globalization;
using Portal.Infrastructure.Analytics;
using Portal.Infrastructure.Analytics.Explorer;
using Portal.Infrastructure.Analytics.IngestHealth;
using Portal.Infrastructure.Home;
using Portal.Infrastructure.Tests.Analytics.Projection;
using Xunit;

namespace Portal.Infrastructure.Tests.Analytics;

/// <summary>Home, search, products, events and the health of ingestion of random shops against plain SQL over the events.</summary>
public sealed class ListFiguresTests(ProjectedShops shops) : PageFiguresTest(shops)
{
    private const string Days = "(occurred_at at time zone 'Europe/Berlin')::date between '2026-03-28' and '2026-03-29'";

    // 15:32:10 in Berlin on Sunday the 29th, 14 hours and a half after its start: the clocks have gone forward.
    private static readonly DateTimeOffset Now = new(2026, 3, 29, 13, 32, 10, TimeSpan.Zero);

    [Fact]
    public Task SearchSummary_RandomEvents_IsThatOfPlainSql() => AssertSameAsync(
        NaiveFigures.Sessions + $"""
         select concat_ws('|',
           (select concat_ws('|', count(distinct lower(trim(properties ->> 'query'))), count(*),
             count(*) filter (where properties ->> 'results' = '0'))
            from events where tenant_id = $1 and not is_bot and name = 'products_searched' and {Days}),
           (select concat_ws('|', count(*) filter (where searches > 0), count(*) filter (where searches > 0 and order_events > 0),
              count(*) filter (where searches = 0), count(*) filter (where searches = 0 and order_events > 0)) from sessions
                where not is_bot and {SessionDay}))
        """,
        async store =>
        {
            var found = await new SearchQueries(Shops.Database).FindAsync(store.TenantId, Range, Cancel);
            return [Line(found.Queries, found.Searches, found.WithoutResult, found.SearchingSessions, found.OrderingAfterSearch,
                found.OtherSessions, found.OrderingOtherwise)];
        });

    [Fact]
    public Task Searches_WithoutResult_AreThoseOfPlainSql() => AssertSameAsync(
        $"""
        select concat_ws('|', lower(trim(properties ->> 'query')), count(*), count(*) filter (where properties ->> 'results' = '0'))
          from events
        where tenant_id = $1 and name = 'products_searched' and {Days}
        group by lower(trim(properties ->> 'query')) having count(*) filter (where properties ->> 'results' = '0') > 0
        """,
        async store => (await new SearchQueries(Shops.Database)
            .ListAsync(store.TenantId, Range with { IncludeBots = true }, isWithoutResult: true, Everything, Cancel)).Rows
            .Select(row => Line(row.Query, row.Searches, row.WithoutResult)));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Products_EachFigure_IsThatOfPlainSql(bool bots) => AssertSameAsync(
        NaiveFigures.Sessions + $"""
        , facts as (
           select coalesce(properties ->> 'product_id', properties ->> 'sku') as product, (name = 'product_viewed')::int as views,
             (name = 'product_added')::int as adds,
             null as order_id, 0.0 as units, 0.0 as revenue
           from events where tenant_id = $1 and (not is_bot or {bots}) and name in ('product_viewed', 'product_added') and {Days}
           union all
           select coalesce(l ->> 'product_id', l ->> 'sku'), 0, 0, order_id, coalesce((l ->> 'quantity')::numeric, 1), coalesce((l ->> 'quantity')::numeric, 1) * (l ->> 'price')::numeric
           from orders, jsonb_array_elements(properties -> 'products') l where (l ? 'product_id' or l ? 'sku') and (not is_bot or {bots})
             and {Days})
         select concat_ws('|', product, sum(views), sum(adds), count(distinct order_id), sum(units)::numeric(18, 2),
           sum(revenue)::numeric(18, 2)) from facts group by product
        """,
        async store => (await new ProductQueries(Shops.Database)
            .ListAsync(store.TenantId, Range with { IncludeBots = bots }, Everything, Cancel)).Rows
            .Select(row => Line(row.ProductId, row.Views, row.Adds, row.Orders, Money(row.Units), Money(row.Revenue))));

    // The same time of day is compared, counted from the day's start: on the 28th an hour earlier by the clock.
    [Theory]
    [InlineData(28, "2026-03-28 00:02:10", "2026-03-28 21:32:10")]
    [InlineData(29, "2026-03-29 00:02:10", "2026-03-29 21:32:10")]
    public Task Home_UpToEachHalfHour_IsThatOfPlainSql(int day, string first, string last) => AssertSameAsync(
        NaiveFigures.Sessions + $"""
         select concat_ws('|', to_char(until at time zone 'UTC', 'HH24:MI'),
           (select concat_ws('|', coalesce(sum(revenue), 0)::numeric(18, 2), count(*)) from orders where not is_bot
             and {Until(day, "occurred_at", "until")}),
           (select count(*) from sessions where not is_bot and {Until(day, "started_at", "until")}),
           (select coalesce(sum(revenue), 0)::numeric(18, 2) from events
            where tenant_id = $1 and not is_bot and name = 'order_refunded' and coalesce(currency, 'EUR') = 'EUR'
              and {Until(day, "occurred_at", "until")}))
         from generate_series(timestamptz '{first} UTC', timestamptz '{last} UTC', interval '30 minutes') as until
        """,
        async store =>
        {
            var (lines, home) = (new List<string>(), new HomeQueries(Shops.Database));
            for (var now = new DateTimeOffset(2026, 3, 29, 0, 2, 10, TimeSpan.Zero); now.Hour < 22; now = now.AddMinutes(30))
            {
                var totals = (await home.DayAsync(store.Open(), new(2026, 3, day), now, Cancel)).UpToNow;
                lines.Add(Line(now.ToString("HH:mm", CultureInfo.InvariantCulture), Money(totals.Revenue), totals.Orders, totals.Sessions,
                    Money(totals.Refunds)));
            }

            return lines;
        });

    [Fact]
    public Task Home_Products_AreThoseOfPlainSql() => AssertSameAsync(
        NaiveFigures.Sessions + $"""
         select concat_ws('|', coalesce(l ->> 'product_id', l ->> 'sku'), sum(coalesce((l ->> 'quantity')::numeric, 1))::numeric(18, 2),
           sum(coalesce((l ->> 'quantity')::numeric, 1) * (l ->> 'price')::numeric)::numeric(18, 2))
         from orders, jsonb_array_elements(properties -> 'products') l
         where (l ? 'product_id' or l ? 'sku') and not is_bot and {Until(29, "occurred_at", "timestamptz '2026-03-29 13:32:10 UTC'")}
           group by coalesce(l ->> 'product_id', l ->> 'sku')
        """,
        async store => (await new HomeQueries(Shops.Database).ProductsAsync(store.Open(), new(2026, 3, 29), Now, Cancel))
            .Select(sales => Line(sales.Id, Money(sales.Units), Money(sales.Revenue))));

    [Fact]
    public Task Events_WithBots_TellLateBotsAndEachHour() => AssertSameAsync(
        $"""
        select concat_ws('|', name, count(*), count(*) filter (where received_at - occurred_at > interval '1 hour'),
          count(*) filter (where is_bot),
          round(count(*) / sum(count(*)) over (), 6))
        from events where tenant_id = $1 and {Days} group by name
        union all
        select concat_ws('|', name, to_char(date_trunc('hour', occurred_at) at time zone 'UTC', 'DD HH24'), count(*))
        from events where tenant_id = $1 and {Days} group by name, date_trunc('hour', occurred_at)
        """,
        async store =>
        {
            var (range, queries) = (Range with { IncludeBots = true }, new EventNameQueries(Shops.Database));
            var rows = (await queries.PageAsync(store.TenantId, range, EventNameQueries.Default with { Size = 100 }, Cancel)).Rows;
            var starts = range.Buckets();
            return rows.Select(row => Line(row.Name, row.Events, row.Late, row.Bots,
                row.Share.ToString("0.000000", CultureInfo.InvariantCulture)))
                .Concat(rows.SelectMany(row => row.Line.Select((events, hour) => (row.Name, Start: starts[hour], Events: events))
                    .Where(hour => hour.Events > 0)
                    .Select(hour => Line(hour.Name, hour.Start.UtcDateTime.ToString("dd HH", CultureInfo.InvariantCulture), hour.Events))));
        });

    [Fact]
    public Task EventHistory_OfAName_IsThatOfPlainSql() => AssertSameAsync(
        $"""
        select concat_ws('|', {Day}, count(*), count(*) filter (where received_at - occurred_at > interval '1 hour'))
        from events where tenant_id = $1 and not is_bot and name = 'page_viewed' and {Day} between '2026-03-27' and '2026-03-30'
          group by {Day}
        """,
        async store => (await new EventNameQueries(Shops.Database)
            .HistoryAsync(store.TenantId, Berlin.Days(3, 27, 30), "page_viewed", Cancel)).Buckets
            .Select((bucket, day) => (Day: new DateOnly(2026, 3, 27).AddDays(day), bucket.Events, bucket.Late)).Where(day => day.Events > 0)
            .Select(day => Line(day.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), day.Events, day.Late)));

    [Theory]
    [InlineData(29, 29, "hour")]
    [InlineData(27, 30, "day")]
    public Task IngestHealth_LateAndBots_AreThoseOfPlainSql(int from, int to, string grain) => AssertSameAsync(
        $"""
        select concat_ws('|', to_char(date_trunc('{grain}', occurred_at, 'Europe/Berlin') at time zone 'UTC', 'DD HH24'),
          count(*) filter (where received_at - occurred_at > interval '1 hour'), count(*) filter (where is_bot))
        from events where tenant_id = $1 and {Day} between '2026-03-{from}' and '2026-03-{to}'
          group by date_trunc('{grain}', occurred_at, 'Europe/Berlin')
        having bool_or(is_bot or received_at - occurred_at > interval '1 hour')
        """,
        async store => (await new IngestQueries(Shops.Database, new(Shops.Database))
            .FindAsync(store.TenantId, Berlin.Days(3, from, to), Cancel)).Buckets
            .Where(bucket => bucket.Figures is { Late: > 0 } or { Bots: > 0 })
            .Select(bucket => Line(bucket.Start.UtcDateTime.ToString("dd HH", CultureInfo.InvariantCulture), bucket.Figures.Late,
                bucket.Figures.Bots)));

    private static string Until(int day, string column, string end) =>
        $"({column} at time zone 'Europe/Berlin')::date = '2026-03-{day}' and {column} < {end}";
}
