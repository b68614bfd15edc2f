using Portal.Domain.Analytics;
using Portal.Domain.Events;
using Portal.Infrastructure.Analytics.Projection;
using Portal.Testing.Data;
using Portal.Testing.Events;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Analytics.Projection;

/// <summary>Read models that grew by random commits, late and re-attributed events among them, against plain SQL over the events.</summary>
public sealed class ProjectionPropertyTests(ProjectedShops shops) : IClassFixture<ProjectedShops>
{
    [Theory]
    [MemberData(nameof(NaiveFigures.All), MemberType = typeof(NaiveFigures))]
    public async Task Figures_RandomCommits_AreThoseOfPlainSql(string figure, string naive, string model)
    {
        Assert.NotEmpty(figure);
        foreach (var store in shops.Stores)
        {
            var expected = await shops.Database.ListAsync<string>(naive, store.TenantId);

            var actual = await shops.Database.ListAsync<string>(model, store.TenantId);

            Assert.NotEmpty(expected);
            Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Persons_RandomLinks_AreTheEndsOfTheirChains()
    {
        foreach (var store in shops.Stores)
        {
            var expected = PersonsOf(shops.Events[store]);

            var actual = await shops.Database.ListAsync<string>(
                "select distinct concat_ws('|', visitor, person) from visitor_days where tenant_id = $1", store.TenantId);

            Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData("sessions")]
    [InlineData("visitor_days")]
    [InlineData("event_orders")]
    public async Task Rows_RandomLinks_CarryThePersonOfTheirVisitor(string table)
    {
        foreach (var store in shops.Stores)
        {
            Assert.Equal(0, await shops.Database.ScalarAsync<long>($"""
                select count(*) from {table} t left join identities i on i.tenant_id = t.tenant_id and i.visitor = t.visitor
                where t.tenant_id = $1 and t.person <> coalesce(i.person, t.visitor)
                """, store.TenantId));
        }
    }

    [Theory]
    [InlineData("identities")]
    [InlineData("sessions")]
    [InlineData("visitor_days")]
    [InlineData("event_orders")]
    [InlineData("traffic_rollups")]
    [InlineData("event_rollups")]
    [InlineData("page_rollups")]
    [InlineData("product_rollups")]
    [InlineData("event_products")]
    [InlineData("search_rollups")]
    [InlineData("web_vital_rollups")]
    [InlineData("presence_rollups")]
    public async Task Rebuild_GrownByCommits_GivesTheSameRows(string table)
    {
        var sql = $"select t::text from {table} t where tenant_id = $1 order by 1";
        foreach (var store in shops.Stores)
        {
            var grown = await shops.Database.ListAsync<string>(sql, store.TenantId);

            await shops.Rebuild.RunAsync(store.TenantId, TestContext.Current.CancellationToken);

            Assert.NotEmpty(grown);
            Assert.Equal(grown, await shops.Database.ListAsync<string>(sql, store.TenantId));
        }
    }

    // By the definition alone: the latest event with both ids, the latest alias of each id, followed to the end.
    private static IEnumerable<string> PersonsOf(IReadOnlyList<TestEvent> events)
    {
        var links = new Dictionary<long, (DateTime At, string User, bool IsAlias)>();
        void Link(long visitor, TestEvent happened, bool isAlias)
        {
            if (!links.TryGetValue(visitor, out var known) || known.At < happened.At)
            {
                links[visitor] = (happened.At, happened.UserId!, isAlias);
            }
        }

        foreach (var happened in events)
        {
            if (happened is { AnonymousId: { } browser, UserId: not null })
            {
                Link(VisitorId.OfAnonymous(browser), happened, isAlias: false);
            }

            if (happened is { Name: "alias", UserId: { } user } && happened.Context!.Split('"')[3] is var previous && previous != user)
            {
                Link(VisitorId.OfAnonymous(previous), happened, isAlias: true);
                Link(VisitorId.OfUser(previous), happened, isAlias: true);
            }
        }

        var aliases = links.Where(l => l.Value.IsAlias).ToDictionary(l => l.Key, l => l.Value.User);
        return events.Where(e => e.Name != EventName.WebVitals)
            .Select(e => e.AnonymousId is { } browser ? VisitorId.OfAnonymous(browser) : VisitorId.OfUser(e.UserId!)).Distinct()
            .Select(v => $"{v}|{(links.TryGetValue(v, out var link) ? PersonChain.End(v, link.User, aliases) : v)}");
    }
}

/// <summary>Three stores whose read models grew from a few hundred random events in random commits.</summary>
public sealed class ProjectedShops : IAsyncLifetime
{
    private readonly PostgresFixture _postgres = new();

    public Infrastructure.Data.PortalDatabase Database => _postgres.Database;
    public Infrastructure.Data.PortalDb Db => _postgres.Db;
    public List<TestStore> Stores { get; } = [];
    public Dictionary<TestStore, IReadOnlyList<TestEvent>> Events { get; } = [];
    public RebuildReadModels Rebuild { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await _postgres.InitializeAsync();
        Rebuild = new(Database, TimeProvider.System);
        var projector = new Projector(Database, Rebuild, TimeProvider.System);
        for (var seed = 1; seed <= 3; seed++)
        {
            var store = await TestStore.CreateAsync(Database);
            var events = new RandomShop(seed).Events(700);
            var random = new Random(seed);
            for (var taken = 0; taken < events.Count;)
            {
                var commit = events.Skip(taken).Take(random.Next(1, 60)).ToList();
                await TestEvent.WriteAsync(Database, store, commit);
                taken += commit.Count;
                if (random.Next(2) == 0)
                {
                    await projector.CatchUpAsync(store.TenantId, CancellationToken.None);
                }
            }

            await projector.CatchUpAsync(store.TenantId, CancellationToken.None);
            Stores.Add(store);
            Events[store] = events;
        }
    }

    public ValueTask DisposeAsync() => _postgres.DisposeAsync();
}
