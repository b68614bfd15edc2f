using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Portal.Domain.Events;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Events;
using Portal.Infrastructure.Events.IngestHealth;
using Portal.Testing;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Events.IngestHealth;

public sealed class IngestHealthTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly DateTimeOffset Hour = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly Rejection NoEvent = new(1, "missing_event", "A track message needs the name of its event.");

    private readonly MovableClock _clock = new(Hour.AddMinutes(30));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Flush_AllKindsOfAnswers_AreAddedUpByHour()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        var (health, writer) = Health(postgres.Database);
        health.Record(EventRequests.Source(store), new IngestResult.Stored(5, 2, [NoEvent, NoEvent with { Index = 4 }]), 7);
        health.Record(EventRequests.Source(store), new IngestResult.Stored(4, 0, []) { IsHeld = true }, 4);
        await writer.FlushAsync(Cancelled);
        health.Record(EventRequests.Source(store), new IngestResult.AllRejected([NoEvent]), 1);
        health.Record(EventRequests.Source(store), new IngestResult.RateLimited(TimeSpan.FromSeconds(1)), 500);
        health.Record(EventRequests.Source(store), new IngestResult.RateLimited(TimeSpan.FromSeconds(1)), 300);
        _clock.Advance(TimeSpan.FromHours(1));
        health.Record(EventRequests.Source(store), new IngestResult.Suspended(), 3);
        await writer.FlushAsync(Cancelled);

        Assert.Equal(["12 5 3 7 4 2 3", "13 1 1 0 0 0 0"], await postgres.Database.ListAsync<string>("""
            select concat_ws(' ', extract(hour from hour at time zone 'UTC'), requests, refused, accepted, held, duplicates, rejected)
            from ingest_health where tenant_id = $1 order by hour
            """, store.TenantId));
        Assert.Equal(["12 missing_event f 2 3", "12 rate_limited t 2 800", "13 store_suspended t 1 3"], await postgres.Database.ListAsync<string>("""
            select concat_ws(' ', extract(hour from hour at time zone 'UTC'), code, left(is_request::text, 1), requests, messages)
            from ingest_rejections where tenant_id = $1 order by hour, code
            """, store.TenantId));
    }

    [Fact]
    public async Task Flush_LaterReason_KeepsTheLatestWordsWithinTheirLength()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        var (health, writer) = Health(postgres.Database);
        health.Record(EventRequests.Source(store), new IngestResult.OriginNotAllowed("https://one.example"), 1);
        await writer.FlushAsync(Cancelled);
        _clock.Advance(TimeSpan.FromMinutes(1));
        health.Record(EventRequests.Source(store), new IngestResult.OriginNotAllowed(new string('x', 5_000)), 1);
        await writer.FlushAsync(Cancelled);

        var words = await postgres.Database.ScalarAsync<string>("select last_message from ingest_rejections where tenant_id = $1",
            store.TenantId);

        Assert.Equal(200, words.Length);
        Assert.StartsWith("The site takes no events from xxx", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Flush_DatabaseIsAway_KeepsTheCountsForTheNextTime()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await using var away = new PortalDatabase(
            new NpgsqlConnectionStringBuilder(postgres.Database.OwnerConnectionString) { Port = 1 }.ConnectionString);
        var (health, failing) = Health(away);
        using var writer = new IngestHealthWriter(postgres.Database, health, BackgroundFrame.Supervision(_clock),
            NullLogger<IngestHealthWriter>.Instance);
        health.Record(EventRequests.Source(store), new IngestResult.Stored(2, 0, []), 2);

        await failing.FlushAsync(Cancelled);
        health.Record(EventRequests.Source(store), new IngestResult.Stored(3, 0, []), 3);
        await writer.FlushAsync(Cancelled);

        Assert.Equal(5, await postgres.Database.ScalarAsync<long>("select accepted from ingest_health where tenant_id = $1",
            store.TenantId));
    }

    [Fact]
    public async Task Flush_TwoStores_OtherTenantIsCountedApart()
    {
        var (mine, theirs) = (await TestStore.CreateAsync(postgres.Database), await TestStore.CreateAsync(postgres.Database));
        var (health, writer) = Health(postgres.Database);
        health.Record(EventRequests.Source(mine), new IngestResult.Stored(1, 0, []), 1);
        health.Record(EventRequests.Source(theirs), new IngestResult.Stored(9, 0, [NoEvent]), 9);
        await writer.FlushAsync(Cancelled);

        await using var connection = await postgres.Database.OpenForTenantAsync(mine.TenantId, Cancelled);
        await using var command = new NpgsqlCommand(
            "select (select sum(accepted)::bigint from ingest_health), (select count(*) from ingest_rejections)", connection);
        await using var reader = await command.ExecuteReaderAsync(Cancelled);
        await reader.ReadAsync(Cancelled);

        Assert.Equal((1L, 0L), (reader.GetInt64(0), reader.GetInt64(1)));
    }

    [Fact]
    public async Task Stop_CountsWait_AreWritten()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        var (health, writer) = Health(postgres.Database);
        await writer.StartAsync(Cancelled);
        health.Record(EventRequests.Source(store), new IngestResult.Stored(2, 0, []), 2);

        await writer.StopAsync(Cancelled);

        Assert.Equal(2, await postgres.Database.ScalarAsync<long>("select accepted from ingest_health where tenant_id = $1",
            store.TenantId));
    }

    private (IngestCounter Health, IngestHealthWriter Writer) Health(PortalDatabase database)
    {
        var health = new IngestCounter(_clock);
        return (health, new(database, health, BackgroundFrame.Supervision(_clock), NullLogger<IngestHealthWriter>.Instance));
    }
}
