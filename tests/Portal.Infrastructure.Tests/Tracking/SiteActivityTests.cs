using Portal.Infrastructure.Tracking;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Tracking;

public sealed class SiteActivityTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task LastEvents_OtherTenant_IsNotSeen()
    {
        var mine = await TestStore.CreateAsync(postgres.Database);
        var theirs = await TestStore.CreateAsync(postgres.Database);
        await AddEventAsync(mine, "30 minutes");
        await AddEventAsync(mine, "10 minutes");
        await AddEventAsync(theirs, "1 minute");

        var last = await new SiteActivity(postgres.Database).LastEventsAsync(mine.TenantId, TestContext.Current.CancellationToken);

        var (site, received) = Assert.Single(last);
        Assert.Equal(mine.SiteId, site);
        Assert.InRange(DateTimeOffset.UtcNow - received, TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(15));
    }

    [Fact]
    public async Task LastEvents_QuietForADay_IsMissing()
    {
        var quiet = await TestStore.CreateAsync(postgres.Database);
        await AddEventAsync(quiet, "25 hours");

        Assert.Empty(await new SiteActivity(postgres.Database).LastEventsAsync(quiet.TenantId, TestContext.Current.CancellationToken));
    }

    private async Task AddEventAsync(TestStore store, string ago)
    {
        await using var command = postgres.Database.Owner.CreateCommand("""
            insert into events (tenant_id, event_day, message_id, site_id, type, name, occurred_at, received_at)
            values ($1, '1970-01-01', $2, $3, 'page', 'page_viewed', now() - $4::interval, now() - $4::interval)
            """);
        foreach (var value in (object[])[store.TenantId, Guid.NewGuid().ToString(), store.SiteId, ago])
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
