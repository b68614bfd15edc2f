using System.Text;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Tests.Events;

/// <summary>What leaves no event is counted for its store, and written at the latest when the portal stops.</summary>
public sealed class EventHealthTests(PortalApp portal) : IClassFixture<PortalApp>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_RefusedForEveryReason_AreCountedWhereTheStoreIsKnown()
    {
        var store = await TestStore.CreateAsync(portal.Database, plan: "free", allowedOrigins: "https://shop.example");
        var revoked = await TestStore.CreateAsync(portal.Database);
        await portal.Database.ExecuteAsync("update write_keys set revoked_at = now() where tenant_id = $1", revoked.TenantId);
        var good = """{"type":"track","event":"E","anonymousId":"v","messageId":"m1"}""";

        await PostAsync(store.WriteKey, Batch(good, good, """{"type":"dance","userId":"u"}"""));
        await PostAsync(store.WriteKey, Batch(Enumerable.Repeat(good, 3)), origin: "https://evil.example");
        await PostAsync(store.WriteKey, Batch(Enumerable.Repeat("{}", 1_001)));
        await PostAsync(store.WriteKey, $$"""{"batch":["{{new string('x', 520_000)}}"]}""");
        await PostAsync(store.WriteKey, "{");
        await PostAsync(store.WriteKey, Batch(Enumerable.Repeat("1", 900)));
        await PostAsync(store.WriteKey, Batch(Enumerable.Repeat("1", 900)));
        await PostAsync(store.WriteKey, Batch(Enumerable.Repeat("1", 1_000)));
        await PostAsync(revoked.WriteKey, Batch(good));
        await PostAsync("wk_unknown", Batch(good));
        await portal.StopAsync();

        Assert.Equal(["8 7 1 1 1801"], await portal.Database.ListAsync<string>("""
            select concat_ws(' ', sum(requests), sum(refused), sum(accepted), sum(duplicates), sum(rejected)) from ingest_health
              where tenant_id = $1
            """, store.TenantId));
        Assert.Equal(
            ["body_too_large t 1 0", "invalid_json t 1 0", "invalid_message f 2 1800", "invalid_type f 1 1", "origin_not_allowed t 1 3",
                "rate_limited t 1 1000", "too_many_messages t 1 1001"],
            await ReasonsAsync(store));
        Assert.Equal(["unknown_write_key t 1 1"], await ReasonsAsync(revoked));
        Assert.Equal(2, await portal.Database.ScalarAsync<long>("select count(distinct tenant_id) from ingest_health"));
    }

    private Task<List<string>> ReasonsAsync(TestStore store) => portal.Database.ListAsync<string>("""
        select concat_ws(' ', code, left(is_request::text, 1), sum(requests), sum(messages)) from ingest_rejections where tenant_id = $1
          group by code, is_request order by code
        """, store.TenantId);

    private async Task PostAsync(string key, string body, string? origin = null)
    {
        using var client = portal.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        if (origin is not null)
        {
            client.DefaultRequestHeaders.Add("Origin", origin);
        }

        await client.PostAsync("/v1/batch", new StringContent(body, Encoding.UTF8, "application/json"), Cancelled);
    }

    private static string Batch(params IEnumerable<string> messages) => $$"""{"batch":[{{string.Join(',', messages)}}]}""";
}
