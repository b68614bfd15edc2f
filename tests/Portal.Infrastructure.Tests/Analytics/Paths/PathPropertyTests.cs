using System.Globalization;
using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Paths;
using Portal.Infrastructure.Analytics;
using Portal.Infrastructure.Analytics.Days;
using Portal.Infrastructure.Analytics.Paths;
using Portal.Infrastructure.Tests.Analytics.Projection;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Analytics.Paths;

/// <summary>Paths over random events against plain SQL that follows the session of each event.</summary>
public sealed class PathPropertyTests(ProjectedShops shops) : IClassFixture<ProjectedShops>
{
    private const string Pages = "e.name = 'page_viewed'";
    private const string Events = "e.name not in ('page_viewed', 'web_vitals', 'identify', 'alias', 'group')";

    private static readonly AnalyticsRange Range = new(new(new(2026, 3, 28), new(2026, 3, 29)), "Europe/Berlin");

    [Theory]
    [InlineData(null, PathDirection.After, PathSteps.Pages, Pages, false)]
    [InlineData(null, PathDirection.Before, PathSteps.Both, Pages + " or " + Events, true)]
    [InlineData("page:/sale", PathDirection.After, PathSteps.Pages, Pages, false)]
    [InlineData("page:/sale", PathDirection.Before, PathSteps.Events, Events + " or e.path = '/sale'", false)]
    [InlineData("event:order_completed", PathDirection.Before, PathSteps.Pages, Pages + " or e.name = 'order_completed'", true)]
    [InlineData("event:product_viewed", PathDirection.After, PathSteps.Both, Pages + " or " + Events, false)]
    public async Task Find_RandomEvents_IsThatOfPlainSql(
        string? anchor, PathDirection direction, PathSteps steps, string condition, bool bots)
    {
        foreach (var store in shops.Stores)
        {
            using var queries = new PathQueries(shops.Database, new ResultCache(new ReadModelQueries(shops.Database)),
                new DailyResultCache(shops.Database, TimeProvider.System), TimeProvider.System);

            var answer = await queries.FindAsync(
                store.TenantId, new(PathNode.Read(anchor), direction, steps), Range with { IncludeBots = bots },
                TestContext.Current.CancellationToken);

            var report = ((PathAnswer.Counted)answer).Report;
            var expected = await shops.Database.ListAsync<string>(Naive(condition, anchor, direction, bots), store.TenantId);
            Assert.NotEmpty(expected);
            Assert.Equal(Fold(expected, report).Order(StringComparer.Ordinal), Lines(report).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Find_MoreRowsThanAreFollowedAtOnce_Refuses()
    {
        using var queries = new PathQueries(shops.Database, new ResultCache(new ReadModelQueries(shops.Database)),
            new DailyResultCache(shops.Database, TimeProvider.System), TimeProvider.System, maxRows: 10);

        var answer = await queries.FindAsync(shops.Stores[0].TenantId, new(PathNode.Read("page:/about"), PathDirection.After), Range,
            TestContext.Current.CancellationToken);

        Assert.Equal(new PathAnswer.TooMany(10), answer);
    }

    [Fact]
    public async Task Find_OtherTenant_SeesNoSession()
    {
        var stranger = await TestStore.CreateAsync(shops.Database);
        using var queries = new PathQueries(shops.Database, new ResultCache(new ReadModelQueries(shops.Database)),
            new DailyResultCache(shops.Database, TimeProvider.System), TimeProvider.System);

        var answer = await queries.FindAsync(stranger.TenantId, new(null, PathDirection.After), Range,
            TestContext.Current.CancellationToken);

        Assert.Equal(0, ((PathAnswer.Counted)answer).Report.Sessions);
    }

    // Nodes that the report puts together are put together here too.
    private static IEnumerable<string> Fold(IEnumerable<string> lines, PathReport report) => lines.Select(line => line.Split('|'))
        .Select(line => (Level: int.Parse(line[0], CultureInfo.InvariantCulture), From: line[1], To: line[2],
            Sessions: long.Parse(line[3], CultureInfo.InvariantCulture)))
        .GroupBy(move => (move.Level, From: Known(report, move.Level - 1, move.From), To: Known(report, move.Level, move.To)))
        .Select(group => $"{group.Key.Level}|{group.Key.From}|{group.Key.To}|{group.Sum(move => move.Sessions)}");

    private static string Known(PathReport report, int level, string name) =>
        report.Levels[level].Any(place => Name(place) == name) ? name : "Other";

    // Each move between two levels.
    private static IEnumerable<string> Lines(PathReport report) => report.Links.Select(link =>
        $"{link.Level}|{Name(report.Levels[link.Level - 1][link.From])}|{Name(report.Levels[link.Level][link.To])}|{link.Sessions}");

    private static string Name(PathPlace place) => place.Node?.Text ?? place.Kind.ToString();

    private static string Naive(string condition, string? anchor, PathDirection direction, bool bots) => $"""
        {NaiveFigures.Sessions},
        nodes as (
          select s.visitor, s.is_bot, s.started_at, e.occurred_at, case when e.name = 'page_viewed' then 'page:' || e.path
            else 'event:' || e.name end as node
          from sessions s
          join events e on e.tenant_id = $1 and e.visitor = s.visitor and e.is_bot = s.is_bot and e.anonymous_id is not null
            and e.occurred_at between s.started_at and s.ended_at and ({condition})
          where (s.started_at at time zone 'Europe/Berlin')::date between '2026-03-28' and '2026-03-29' {(bots ? "" : "and not s.is_bot")}
        ),
        changes as (
          select * from (select *, lag(node) over (partition by visitor, is_bot, started_at order by occurred_at) as before from nodes) s
          where before is distinct from node
        ),
        placed as (
          select *, row_number() over (partition by visitor, is_bot, started_at
            order by occurred_at {(direction == PathDirection.After ? "" : "desc")}) as place
          from changes
        ),
        anchored as (
          select n.*, n.place - {(anchor is null ? "0" : "a.place")} as level
          from placed n {(anchor is null ? "" : $"join (select visitor, is_bot, started_at, min(place) as place from placed where node = '{anchor}' group by 1, 2, 3) a using (visitor, is_bot, started_at)")}
        ),
        moves as (
          select level, lag(node) over w as from_node, node as to_node from anchored where level >= {(anchor is null ? "1" : "0")}
          window w as (partition by visitor, is_bot, started_at order by level)
          union all
          select max(level) + 1, (array_agg(node order by level desc))[1], 'End' from anchored where level >= 0
            group by visitor, is_bot, started_at
        )
        select concat_ws('|', level, case when level = 1 then {(anchor is null ? "'Anchor'" : $"'{anchor}'")}
          else from_node end, to_node, count(*))
        from moves where level between 1 and 5 group by level, from_node, to_node
        """;
}
