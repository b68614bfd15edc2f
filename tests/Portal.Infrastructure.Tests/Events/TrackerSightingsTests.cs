using Portal.Infrastructure.Events;
using Portal.Testing;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Events;

public sealed class TrackerSightingsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly MovableClock _clock = new();

    [Fact]
    public async Task Fetched_ManyTimesInAMinute_IsNotedOnce()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        var sightings = new TrackerSightings(postgres.Db, _clock);
        var began = _clock.GetUtcNow();

        await NotedAsync(sightings, store);
        _clock.Advance(TimeSpan.FromSeconds(59));
        sightings.Fetched(EventRequests.Source(store));
        _clock.Advance(TimeSpan.FromSeconds(1));
        var changes = 0;
        sightings.Changed += _ => changes++;
        await NotedAsync(sightings, store);

        Assert.Equal(1, changes);
        Assert.Equal(began.AddMinutes(1).UtcDateTime, await FetchedAtAsync(store), TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task Fetched_OtherTenant_IsNotNoted()
    {
        var mine = await TestStore.CreateAsync(postgres.Database);
        var theirs = await TestStore.CreateAsync(postgres.Database);

        await NotedAsync(new(postgres.Db, _clock), mine with { SiteId = theirs.SiteId });

        Assert.Equal(0, await postgres.Database.ScalarAsync<long>(
            "select count(*) from sites where id = $1 and tracker_fetched_at is not null", theirs.SiteId));
    }

    private static async Task NotedAsync(TrackerSightings sightings, TestStore store)
    {
        var noted = new TaskCompletionSource();
        void Note(Guid site) => noted.TrySetResult();
        sightings.Changed += Note;
        sightings.Fetched(EventRequests.Source(store));
        await noted.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        sightings.Changed -= Note;
    }

    private Task<DateTime> FetchedAtAsync(TestStore store) =>
        postgres.Database.ScalarAsync<DateTime>("select tracker_fetched_at from sites where tenant_id = $1", store.TenantId);
}
