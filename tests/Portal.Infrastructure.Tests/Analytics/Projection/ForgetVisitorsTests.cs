using Portal.Domain.Events;
using Portal.Infrastructure.Analytics.Projection;
using Portal.Testing.Data;
using Portal.Testing.Events;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Analytics.Projection;

public sealed class ForgetVisitorsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private readonly ForgetVisitors _forget = new(postgres.Database, new(new()));
    private readonly RebuildReadModels _rebuild = new(postgres.Database, TimeProvider.System);
    private TestStore _store = null!;
    private TestStore _other = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var projector = new Projector(postgres.Database, _rebuild, TimeProvider.System);
        _store = await TestStore.CreateAsync(postgres.Database);
        _other = await TestStore.CreateAsync(postgres.Database);
        var events = new RandomShop(11).Events(600);
        await TestEvent.WriteAsync(postgres.Database, _store, events);
        await TestEvent.WriteAsync(postgres.Database, _other, events);
        await projector.CatchUpAsync(_store.TenantId, Cancelled);
        await projector.CatchUpAsync(_other.TenantId, Cancelled);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("b-1")]
    [InlineData("b-8")]
    public async Task Run_OneOfManyVisitors_LeavesFiguresAsIfItHadNeverCome(string browser)
    {
        var person = await PersonAsync(browser);
        var visitors = await postgres.Database.ListAsync<long>(
            "select distinct visitor from visitor_days where tenant_id = $1 and person = $2", _store.TenantId, person);

        var deleted = await _forget.RunAsync(_store.TenantId, person, Cancelled);

        Assert.True(deleted > 20);
        foreach (var table in (string[])["events", "sessions", "visitor_days", "event_orders", "identities"])
        {
            Assert.Equal(0, await postgres.Database.ScalarAsync<long>(
                $"select count(*) from {table} where tenant_id = $1 and visitor = any($2)", _store.TenantId, visitors.ToArray()));
        }

        foreach (var (_, naive, model) in NaiveFigures.All.Select(f => f.Data))
        {
            var expected = await postgres.Database.ListAsync<string>(naive, _store.TenantId);
            var actual = await postgres.Database.ListAsync<string>(model, _store.TenantId);
            Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Run_OtherTenant_IsNotTouched()
    {
        var person = await PersonAsync("b-2");
        var before = await postgres.Database.ListAsync<string>("select t::text from sessions t where tenant_id = $1 order by 1",
            _other.TenantId);

        await _forget.RunAsync(_store.TenantId, person, Cancelled);

        Assert.Equal(before, await postgres.Database.ListAsync<string>("select t::text from sessions t where tenant_id = $1 order by 1",
            _other.TenantId));
        Assert.Equal(600, await postgres.Database.ScalarAsync<long>("select count(*) from events where tenant_id = $1", _other.TenantId));
    }

    [Fact]
    public async Task Run_EventsThatWaitForTheProjection_GoWithoutEverCounting()
    {
        await TestEvent.WriteAsync(postgres.Database, _store,
            new TestEvent(EventName.PageViewed, DateTime.UtcNow) { AnonymousId = "fresh", Path = "/fresh" });

        var deleted = await _forget.RunAsync(_store.TenantId, VisitorId.OfAnonymous("fresh"), Cancelled);

        await new Projector(postgres.Database, _rebuild, TimeProvider.System).CatchUpAsync(_store.TenantId, Cancelled);
        Assert.Equal(1, deleted);
        Assert.Equal(0, await postgres.Database.ScalarAsync<long>(
            "select count(*) from page_rollups where tenant_id = $1 and path = '/fresh'", _store.TenantId));
    }

    private Task<long> PersonAsync(string browser) => postgres.Database.ScalarAsync<long>(
        "select person from visitor_days where tenant_id = $1 and visitor = $2 limit 1", _store.TenantId, VisitorId.OfAnonymous(browser));
}
