using Portal.Domain.Events;
using Portal.Jobs.Privacy;
using Portal.Testing.Data;
using Portal.Testing.Events;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Jobs.Tests.Privacy;

public sealed class ForgetVisitorsJobTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Run_Twice_ForgetsOnce()
    {
        await using var node = await SchedulerHost.StartAsync(postgres.Database);
        var store = await TestStore.CreateAsync(postgres.Database);
        await TestEvent.WriteAsync(
            postgres.Database, store,
            new TestEvent(EventName.PageViewed, DateTime.UtcNow) { AnonymousId = "gone" },
            new TestEvent(EventName.PageViewed, DateTime.UtcNow) { AnonymousId = "stays" });
        await postgres.Database.ExecuteAsync(
            "insert into erasures (tenant_id, id, person, subject, requested_at) values ($1, $2, $3, 'gone', now())",
            store.TenantId, Guid.NewGuid(), VisitorId.OfAnonymous("gone"));

        var first = await node.RunAsync<ForgetVisitorsJob>();
        var second = await node.RunAsync<ForgetVisitorsJob>();

        Assert.Equal(("succeeded", "1 requests carried out, 0 failed"), first);
        Assert.Equal(("succeeded", "0 requests carried out, 0 failed"), second);
        Assert.Equal(["stays"], await postgres.Database.ListAsync<string>("select anonymous_id from events where tenant_id = $1",
            store.TenantId));
    }
}
