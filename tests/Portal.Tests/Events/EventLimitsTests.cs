using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Billing;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Home;
using Portal.Infrastructure.Live;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Tests.Events;

/// <summary>Rates and quotas as senders meet them. The free plan: 50 events a second, 2,000 at once, 100,000 a month.</summary>
public sealed class EventLimitsTests(PortalApp portal) : IClassFixture<PortalApp>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answer_StoreWithARate_SaysWhatIsLeft()
    {
        var store = await StoreAsync();

        var taken = await PostAsync(store, 400);
        var refused = await PostAsync(store, 0);

        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Equal("\"events\";q=2000;w=40", Header(taken, "RateLimit-Policy"));
        var (remaining, seconds) = RateLimit(taken);
        Assert.InRange(remaining, 1_600, 1_999);
        Assert.InRange(seconds, 1, 8);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal("\"events\";q=2000;w=40", Header(refused, "RateLimit-Policy"));
        Assert.Equal("RateLimit, RateLimit-Policy, Retry-After", Header(taken, "Access-Control-Expose-Headers"));
    }

    [Fact]
    public async Task Batch_BeyondTheRate_Is429AndKeepsNothing()
    {
        var store = await StoreAsync();
        await PostAsync(store, 1_000);
        await PostAsync(store, 900);

        var refused = await PostAsync(store, 1_000);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("rate_limited", await CodeAsync(refused));
        Assert.InRange(int.Parse(Header(refused, "Retry-After"), null), 1, 20);
        Assert.Equal(1_900, await CountAsync(store));
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(await StoreAsync(), 1_000)).StatusCode);
    }

    [Fact]
    public async Task Batch_OverTheQuotaWithinTheGrace_IsTakenAndInNoFigureUntilReleased()
    {
        var store = await StoreAsync(used: 100_000);
        using var watch = await WatchAsync(store);

        var taken = await PostAsync(store, 3);

        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Contains("\"accepted\":3", await taken.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        Assert.Equal(["3 true"], await portal.Database.ListAsync<string>(
            "select events || ' ' || held::text from event_batches where tenant_id = $1", store.TenantId));
        Assert.Equal(3, await CountAsync(store));
        Assert.Empty((await SnapshotAsync(store)).Activity.Recent);
        Assert.Equal(0, await SessionsAsync(store));
        await portal.Database.ExecuteAsync("update event_batches set held = false where tenant_id = $1", store.TenantId);
        await UntilAsync(async () => await SessionsAsync(store) == 1);
    }

    [Fact]
    public async Task Batch_PastTheGrace_Is429UntilTheNextMonth()
    {
        var store = await StoreAsync(used: 120_000);

        var refused = await PostAsync(store, 1);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("quota_exceeded", await CodeAsync(refused));
        var now = DateTimeOffset.UtcNow;
        var wait = TimeSpan.FromSeconds(long.Parse(Header(refused, "Retry-After"), null));
        Assert.Equal(MonthlyQuota.NextMonth(now), now + wait, TimeSpan.FromSeconds(10));
        Assert.Equal(0, await CountAsync(store));
    }

    [Fact]
    public async Task Plan_IsRaised_TakesEventsAgainAtOnce()
    {
        var store = await StoreAsync(used: 120_000);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await PostAsync(store, 1)).StatusCode);

        await portal.Database.ExecuteAsync("update tenants set plan = 'starter' where id = $1", store.TenantId);

        await UntilAsync(async () => (await PostAsync(store, 1)).StatusCode == HttpStatusCode.OK);
    }

    private async Task<TestStore> StoreAsync(long used = 0)
    {
        var store = await TestStore.CreateAsync(portal.Database, plan: "free");
        await portal.Database.ExecuteAsync(
            "insert into event_usage (tenant_id, day, slot, events) values ($1, (now() at time zone 'UTC')::date, 99, $2)", store.TenantId,
            used);
        return store;
    }

    private async Task<HttpResponseMessage> PostAsync(TestStore store, int messages)
    {
        using var client = portal.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", store.WriteKey);
        client.DefaultRequestHeaders.Add("Origin", "https://shop.example");
        client.DefaultRequestHeaders.UserAgent.ParseAdd(
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36");
        var batch = string.Join(',', Enumerable.Range(0, messages).Select(_ => $$"""{"type":"track","event":"E","anonymousId":"v","messageId":"{{Guid.NewGuid()}}"}"""));
        return await client.PostAsync("/v1/batch", new StringContent($$"""{"batch":[{{batch}}]}""", Encoding.UTF8, "application/json"), Cancelled);
    }

    private Task<IDisposable> WatchAsync(TestStore store) =>
        portal.Services.GetRequiredService<LiveBoards>().WatchAsync(Current(store), _ => { }, Cancelled);

    // A new watcher is given the board as it is, and a board of another node what its history says.
    private async Task<LiveSnapshot> SnapshotAsync(TestStore store)
    {
        LiveSnapshot? seen = null;
        using var watch = await portal.Services.GetRequiredService<LiveBoards>().WatchAsync(Current(store), s => seen = s, Cancelled);
        return seen!;
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var began = DateTimeOffset.UtcNow;
        while (!await condition())
        {
            Assert.InRange(DateTimeOffset.UtcNow - began, TimeSpan.Zero, TimeSpan.FromSeconds(15));
            await Task.Delay(50, Cancelled);
        }
    }

    private async Task<int> SessionsAsync(TestStore store)
    {
        var now = DateTimeOffset.UtcNow;
        var day = StoreClock.For("Europe/Berlin").Day(now);
        return (await portal.Services.GetRequiredService<HomeQueries>()
            .DayAsync(Current(store), day, now, Cancelled)).Hours.Sum(h => h.Sessions);
    }

    private static CurrentStore Current(TestStore store) =>
        new(store.TenantId, store.Slug, "Store", "EUR", "Europe/Berlin", "DE", StoreRole.Viewer);

    private Task<long> CountAsync(TestStore store) =>
        portal.Database.ScalarAsync<long>("select count(*) from events where tenant_id = $1", store.TenantId);

    private static string Header(HttpResponseMessage response, string name) => Assert.Single(response.Headers.GetValues(name));

    private static (int Remaining, int Seconds) RateLimit(HttpResponseMessage response)
    {
        var parts = Header(response, "RateLimit").Split(';');
        Assert.Equal("\"events\"", parts[0]);
        return (int.Parse(parts[1][2..], null), int.Parse(parts[2][2..], null));
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage response)
    {
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancelled));
        return document.RootElement.GetProperty("code").GetString();
    }
}
