using Portal.Domain.Demo;
using Portal.Domain.Demo.Visits;
using Portal.Infrastructure.Events;
using Portal.Infrastructure.Events.Enrichment;
using Portal.Infrastructure.Events.Parsing;
using Portal.Infrastructure.Events.Writing;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

using static Portal.Infrastructure.Tests.Events.EventRequests;

namespace Portal.Infrastructure.Tests.Demo;

/// <summary>What the demo's history is understood as.</summary>
public sealed class DemoReadingTests(DemoFixture demo) : IClassFixture<DemoFixture>
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    [Fact]
    public async Task Create_History_IsUnderstoodAsTheEventApiUnderstandsIt()
    {
        var (target, plan, _) = await demo.CreateAsync(Now, 12, scale: 1);
        using var traffic = new DemoTraffic(plan);
        var store = await TestStore.CreateAsync(demo.Database);

        await SendAsync(store, traffic.Advance(plan.Until).Events);

        var sql = """
            select string_agg(concat_ws('|', message_id, visitor, device, browser, os, bot_score, is_bot, country, city, channel, source,
              medium, campaign), E'\n' order by message_id)
            from events where tenant_id = $1
            """;
        Assert.Equal(await demo.Database.ScalarAsync<string>(sql, store.TenantId),
            await demo.Database.ScalarAsync<string>(sql, target.TenantId));
    }

    [Fact]
    public async Task Create_History_HasChannelsDevicesPlacesAndAFewBots()
    {
        var (target, _, _) = await demo.CreateAsync(Now, 20, scale: 1);

        Assert.Equal(
            ["chat", "email", "organic_search", "organic_social", "paid_search", "paid_social", "referral"],
            await demo.Database.ListAsync<string>(
                "select distinct channel from events where tenant_id = $1 and channel is not null order by 1", target.TenantId));
        Assert.Equal(["bot", "desktop", "mobile", "tablet"], await demo.Database.ListAsync<string>(
            "select distinct device from events where tenant_id = $1 and session_id is not null order by 1", target.TenantId));
        Assert.InRange(await demo.Database.ScalarAsync<double>("""
            select (count(distinct session_id) filter (where is_bot))::float8 / count(distinct session_id) from events where tenant_id = $1
            """, target.TenantId), 0.005, 0.03);
        Assert.Equal(0, await demo.Database.ScalarAsync<long>("""
            select count(*) from events where tenant_id = $1 and (visitor = 0 or session_id is not null and (country is null
              or city is null))
            """, target.TenantId));
    }

    private async Task SendAsync(TestStore store, IReadOnlyList<DemoEvent> events)
    {
        var source = new EventSource(store.TenantId, store.SiteId, [], null, false, "growth", "truncate", DemoProfile.Domain,
            new(false, true, true));
        var known = new EnrichmentCaches();
        foreach (var messages in events.Chunk(400))
        {
            var body = DemoMessages.Batch(messages);
            using var request = new IngestRequest(source, Now);
            using var parser = new EventParser(source, EventSender.Portal, new(null), Now, known);
            parser.Parse(body, Envelope.Read(body, true), request);
            Assert.Empty(request.Rejections);
            await WriteAsync(demo.Database, request);
        }
    }
}
