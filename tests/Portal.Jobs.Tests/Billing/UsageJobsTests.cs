using Portal.Jobs.Billing;
using Portal.Jobs.Events;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Jobs.Tests.Billing;

public sealed class UsageJobsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Run_Twice_ReleasesWarnsAndForgetsOnce()
    {
        var warned = await StoreAsync("free", 85_000);
        await AddOwnerAsync(warned);
        var raised = await StoreAsync("starter", 130_000);
        await HoldAsync(raised, 1_000);
        await postgres.Database.ExecuteAsync(
            "insert into ingest_health select $1, now() - d * interval '1 day', 1, 0, 1, 0, 0, 0 from unnest(array[1, 89, 91]) d",
            raised.TenantId);
        await using var node = await SchedulerHost.StartAsync(postgres.Database);

        Assert.Equal(("succeeded", "1 mails written, 0 stores failed"), await node.RunAsync<WarnOfUsageJob>());
        Assert.Equal(("succeeded", "0 mails written, 0 stores failed"), await node.RunAsync<WarnOfUsageJob>());
        Assert.Equal(("succeeded", "1000 events released, 0 stores failed"), await node.RunAsync<ReleaseHeldEventsJob>());
        Assert.Equal(("succeeded", "0 events released, 0 stores failed"), await node.RunAsync<ReleaseHeldEventsJob>());
        Assert.Equal(("succeeded", "1 rows forgotten"), await node.RunAsync<PruneIngestHealthJob>());
        Assert.Equal(("succeeded", "0 rows forgotten"), await node.RunAsync<PruneIngestHealthJob>());
    }

    private async Task<TestStore> StoreAsync(string plan, long used)
    {
        var store = await TestStore.CreateAsync(postgres.Database, plan: plan);
        await postgres.Database.ExecuteAsync(
            "insert into event_usage (tenant_id, day, slot, events) values ($1, (now() at time zone 'UTC')::date, 99, $2)", store.TenantId,
            used);
        return store;
    }

    private async Task AddOwnerAsync(TestStore store)
    {
        var id = Guid.NewGuid();
        await postgres.Database.ExecuteAsync("""
            insert into users (id, display_name, is_administrator, created_at, user_name, normalized_user_name, email, normalized_email,
              email_confirmed,
                               security_stamp, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count)
            values ($1, 'Oni Owner', false, now(), 'oni', 'ONI', 'oni@people.example', 'ONI@PEOPLE.EXAMPLE', true, 's', false, false, true, 0)
            """, id);
        await postgres.Database.ExecuteAsync(
            "insert into memberships (tenant_id, user_id, role, created_at) values ($1, $2, 'owner', now())", store.TenantId, id);
    }

    private Task<int> HoldAsync(TestStore store, int events) => postgres.Database.ExecuteAsync("""
        insert into event_batches (tenant_id, batch_id, events, first_day, last_day, received_from, received_to, held)
        values ($1, 1, $2, current_date, current_date, now(), now(), true)
        """, store.TenantId, events);
}
