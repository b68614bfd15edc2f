using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Demo;
using Portal.Domain.Tracking;
using Portal.Infrastructure.Demo;
using Portal.Infrastructure.Events;
using Portal.Jobs.Demo;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.Infrastructure.Tests.Demo;

public sealed class DemoVisitorsTests(DemoVisitorsTests.OpenPortal portal) : IClassFixture<DemoVisitorsTests.OpenPortal>
{
    [Fact]
    public async Task Visitors_DemoStoreOpens_ComeInThroughTheEventApiUntilPaused()
    {
        var target = new DemoTarget(Guid.NewGuid(), Guid.NewGuid());
        // Catching up with the last hour leaves visitors under way, also at night.
        var until = DateTimeOffset.UtcNow.AddHours(-1);
        var plan = DemoPlan.For(DemoProfile.Seed, DemoSize.Large, until) with { From = until.AddHours(-1) };
        await new DemoStore(portal.Database.Owner).CreateAsync(
            target, plan, (c, ct) => DemoFixture.FoundAsync(c, target, ct), null, TestContext.Current.CancellationToken);
        await portal.Database.ExecuteAsync(
            "insert into write_keys (tenant_id, id, site_id, key, created_at) values ($1, gen_random_uuid(), $2, $3, now())",
            target.TenantId, target.SiteId, WriteKey.NewKey());
        await portal.Database.ExecuteAsync("update tenants set slug = $2 where id = $1", target.TenantId, DemoProfile.Slug);

        // Only what came through the API has the session in its context as well.
        await WaitAsync(async () => await portal.Database.ScalarAsync<long>(
            "select count(*) from events where tenant_id = $1 and context ? 'sessionId'", target.TenantId) > 2);
        await portal.Database.ExecuteAsync("update tenants set simulator_paused = true where id = $1", target.TenantId);
        await Task.Delay(2500, TestContext.Current.CancellationToken);
        var paused = await CountAsync(target);
        await Task.Delay(3000, TestContext.Current.CancellationToken);

        Assert.Equal(paused, await CountAsync(target));
        Assert.Equal(0, await portal.Database.ScalarAsync<long>("""
            select count(*) from orders o full join (select * from events where tenant_id = $1 and name = 'order_completed') e
              on e.order_id = o.number and e.revenue = o.total and e.currency = o.currency
            where o.tenant_id is null or e.tenant_id is null
            """, target.TenantId));
        Assert.Equal(0, await portal.Database.ScalarAsync<long>("""
            select count(*) from events where tenant_id = $1 and context -> 'library' is null
              and (session_id is null or path is null or url is null or anonymous_id is null or context->'location'->>'country' is null
                or (type = 'page') <> (title is not null))
            """, target.TenantId));
    }

    private Task<long> CountAsync(DemoTarget target) =>
        portal.Database.ScalarAsync<long>("select count(*) from events where tenant_id = $1", target.TenantId);

    private static async Task WaitAsync(Func<Task<bool>> isSo)
    {
        var deadline = DateTimeOffset.UtcNow.AddSeconds(240);
        while (!await isSo())
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, "The visitors did not come.");
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>A portal in which the demo's visitors walk.</summary>
    public sealed class OpenPortal : PortalApp
    {
        /// <inheritdoc />
        protected override void Configure(WebApplicationBuilder builder)
        {
            builder.Configuration["Demo:Size"] = nameof(DemoSize.Large);
            builder.Services.AddDemoVisitors(provider => async (writeKey, body, cancellationToken) =>
            {
                var result = await provider.GetRequiredService<EventIngest>()
                    .RunAsync(body, new(null), writeKey, EventSender.Portal, cancellationToken);
                Assert.IsType<IngestResult.Stored>(result);
            });
        }
    }
}
