using System.Globalization;
using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Matching;
using Portal.Infrastructure.Analytics;
using Portal.Infrastructure.Analytics.Days;
using Portal.Infrastructure.Analytics.Goals;
using Portal.Infrastructure.Tests.Analytics.Projection;
using Portal.Testing.Data;
using Xunit;

namespace Portal.Infrastructure.Tests.Analytics.Goals;

/// <summary>Goals over random events, late and re-attributed ones among them, against plain SQL.</summary>
public sealed class GoalPropertyTests(ProjectedShops shops) : IClassFixture<ProjectedShops>
{
    // The store's clock went forward on 29 March.
    private static readonly AnalyticsRange Range = new(new(new(2026, 3, 28), new(2026, 3, 30)), "Europe/Berlin");

    [Theory]
    [InlineData("order_completed", "prop.none", "e.name = 'order_completed'", false)]
    [InlineData("page_viewed;path=/sale", null, "e.name = 'page_viewed' and e.path = '/sale'", false)]
    [InlineData("page_viewed;path^=/p/", null, "e.name = 'page_viewed' and e.path like '/p/%'", true)]
    [InlineData("products_searched;prop.query~shoe", "results",
        "e.name = 'products_searched' and lower(e.properties ->> 'query') like '%shoe%'", false)]
    [InlineData("page_viewed;channel=email", null,
        "e.name = 'page_viewed' and exists (select from sessions s where s.visitor = e.visitor and s.is_bot = e.is_bot and e.occurred_at "
        + "between s.started_at and s.ended_at and s.channel = 'email')", true)]
    public async Task Figures_RandomEvents_AreThoseOfPlainSql(string match, string? property, string condition, bool bots)
    {
        Assert.True(EventMatchFormatter.TryRead(match, out var read));
        foreach (var store in shops.Stores)
        {
            var queries = new GoalQueries(shops.Database, shops.Db, new ResultCache(new ReadModelQueries(shops.Database)),
                new DailyResultCache(shops.Database, TimeProvider.System));

            var figures = await queries.FiguresAsync(store.TenantId, read, property, Range with { IncludeBots = bots },
                TestContext.Current.CancellationToken);

            var expected = await shops.Database.ListAsync<string>(Naive(condition, property, bots), store.TenantId);
            var actual = figures.Days.Where(day => day.Count is { Completions: > 0 } or { Visitors: > 0 })
                .Select(day => Line(day.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), day.Count))
                    .Append(Line("all", figures.Total));
            Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
        }
    }

    private static string Line(string day, Domain.Analytics.Goals.GoalCount count) => string.Create(
        CultureInfo.InvariantCulture,
        $"{day}|{count.Completions}|{count.Converting}|{count.Visitors}|{(count.Value is { } value ? value.ToString("0", CultureInfo.InvariantCulture) : "-")}");

    private static string Naive(string condition, string? property, bool bots) => $"""
        {NaiveFigures.Sessions}, {NaiveFigures.PersonsOfEvents},
        p as (
          select e.*, (e.occurred_at at time zone 'Europe/Berlin')::date::text as day, ({condition}) as hit
          from seen e where {(bots ? "true" : "not e.is_bot")}
        )
        select concat_ws('|', coalesce(day, 'all'), count(*) filter (where hit), count(distinct person) filter (where hit),
          count(distinct person),
          {(property is null ? "'-'" : $"coalesce(sum((properties ->> '{property}')::numeric) filter (where hit), 0)")})
        from p where day between '2026-03-28' and '2026-03-30' group by grouping sets ((day), ())
        """;
}
