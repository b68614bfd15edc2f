using System.Text.Json;
using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Matching;
using Portal.Domain.Analytics.Paths;
using Portal.Infrastructure.Analytics;
using Portal.Infrastructure.Analytics.Days;
using Portal.Infrastructure.Analytics.Goals;
using Portal.Infrastructure.Analytics.Paths;
using Portal.Infrastructure.Analytics.Projection;
using Portal.Infrastructure.Tests.Analytics.Projection;
using Portal.Testing.Analytics;
using Portal.Testing.Data;
using Portal.Testing.Events;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Analytics.Days;

public sealed class DailyResultCacheTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly AnalyticsRange Range = new(new(new(2026, 3, 26), new(2026, 3, 31)), "Europe/Berlin");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private DailyResultCache Answers => new(postgres.Database, TimeProvider.System);

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public async Task Find_RandomCommitsBetween_IsWhatIsCountedAnew(int seed)
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        var known = new List<string>();
        foreach (var commit in new RandomShop(seed).Events(240).Chunk(20))
        {
            await store.ProjectAsync(postgres.Database, commit);
            known.Add(await ShownAsync(store, Range));
            var days = await postgres.Database.ScalarAsync<long>("select count(*) from day_answers where tenant_id = $1", store.TenantId);
            await postgres.Database.ExecuteAsync("delete from day_answers where tenant_id = $1", store.TenantId);

            Assert.Equal(4 * Range.Days.Days, days);
            Assert.Equal(await ShownAsync(store, Range), known[^1]);
        }

        Assert.Equal(known.Count, known.Distinct().Count());
    }

    [Fact]
    public async Task Find_AfterARebuild_AsksForEveryDay()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await store.ProjectAsync(postgres.Database, new RandomShop(21).Events(200));
        await AskedAsync(store);

        await new RebuildReadModels(postgres.Database, TimeProvider.System).RunAsync(store.TenantId, Cancel);

        Assert.Equal(["2026-03-26 2026-03-31"], await AskedAsync(store));
    }

    [Fact]
    public async Task Find_AfterAVisitorWasForgotten_IsCountedAnewAndNamesHimNowhere()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await store.ProjectAsync(postgres.Database, new RandomShop(22).Events(300));
        await ShownAsync(store, Range);
        var person = await postgres.Database.ScalarAsync<long>(
            "select person from visitor_days where tenant_id = $1 order by person limit 1", store.TenantId);

        await new ForgetVisitors(postgres.Database, new(new())).RunAsync(store.TenantId, person, Cancel);

        Assert.Equal(0, await postgres.Database.ScalarAsync<long>("select count(*) from day_answers where tenant_id = $1", store.TenantId));
        var shown = await ShownAsync(store, Range);
        await postgres.Database.ExecuteAsync("delete from day_answers where tenant_id = $1", store.TenantId);
        Assert.Equal(await ShownAsync(store, Range), shown);
    }

    [Fact]
    public async Task Find_OneDayChanged_AsksForThatDayAlone()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await store.ProjectAsync(postgres.Database, new RandomShop(31).Events(200));
        Assert.Equal(["2026-03-26 2026-03-31"], await AskedAsync(store));

        await store.ProjectAsync(postgres.Database,
            new TestEvent("page_viewed", new DateTime(2026, 3, 28, 12, 0, 0, DateTimeKind.Utc))
            {
                MessageId = "new",
                AnonymousId = "somebody else",
                Path = "/"
            });

        Assert.Equal(["2026-03-28 2026-03-28"], await AskedAsync(store));
        Assert.Empty(await AskedAsync(store));
    }

    [Fact]
    public async Task Find_ChangedWhileItWasCounted_IsNotKept()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        var happened = new TestEvent("page_viewed", new DateTime(2026, 3, 28, 12, 0, 0, DateTimeKind.Utc))
        {
            MessageId = "meanwhile",
            AnonymousId = "b",
            Path = "/"
        };

        await Answers.FindAsync(
            store.TenantId, DaySubject.Sessions, "q", Range,
            async (_, _) =>
            {
                await store.ProjectAsync(postgres.Database, happened);
                return new Dictionary<DateOnly, byte[]>();
            },
            Cancel);

        Assert.Equal(["2026-03-28 2026-03-28"], await AskedAsync(store));
    }

    [Fact]
    public async Task Find_OtherTenant_HasAnswersOfItsOwn()
    {
        var (mine, theirs) = (await TestStore.CreateAsync(postgres.Database), await TestStore.CreateAsync(postgres.Database));
        await AskedAsync(mine);

        Assert.Equal(["2026-03-26 2026-03-31"], await AskedAsync(theirs));
    }

    [Fact]
    public async Task Find_DaysThatCannotBeCounted_IsNoAnswerAndKeepsNone()
    {
        var store = await TestStore.CreateAsync(postgres.Database);

        var found = await Answers.FindAsync(
            store.TenantId, DaySubject.Sessions, "q", Range, (_, _) =>
                Task.FromResult<IReadOnlyDictionary<DateOnly, byte[]>?>(null), Cancel);

        Assert.Null(found);
        Assert.Equal(["2026-03-26 2026-03-31"], await AskedAsync(store));
    }

    private async Task<List<string>> AskedAsync(TestStore store)
    {
        var asked = new List<string>();
        await Answers.FindAsync(
            store.TenantId, DaySubject.Sessions, "q", Range,
            (part, _) =>
            {
                asked.Add($"{part.From:yyyy-MM-dd} {part.To:yyyy-MM-dd}");
                return Task.FromResult<IReadOnlyDictionary<DateOnly, byte[]>?>(new Dictionary<DateOnly, byte[]>());
            },
            Cancel);
        return asked;
    }

    private async Task<string> ShownAsync(TestStore store, AnalyticsRange range)
    {
        var cache = new ResultCache(new ReadModelQueries(postgres.Database));
        using var paths = new PathQueries(postgres.Database, cache, Answers, TimeProvider.System);
        var flow = (PathAnswer.Counted)await paths.FindAsync(store.TenantId, new(null, PathDirection.After, PathSteps.Both), range, Cancel);
        var rows = await new AttributionQueries(postgres.Database, cache, Answers)
            .FindAsync(store.TenantId, range, TrafficDimensions.Channel, 7, Cancel);
        var goals = new GoalQueries(postgres.Database, postgres.Db, cache, Answers);
        var bought = await goals.FiguresAsync(store.TenantId, new("order_completed"), null, range, Cancel);
        var byMail = await goals.FiguresAsync(store.TenantId,
            new("page_viewed", new EventFilter(FilterField.Channel, null, FilterOperator.Is, "email")), null, range, Cancel);
        return JsonSerializer.Serialize(bought) + JsonSerializer.Serialize(byMail) + JsonSerializer.Serialize(flow.Report)
            + JsonSerializer.Serialize(rows.OrderBy(row => row.Value, StringComparer.Ordinal));
    }
}
