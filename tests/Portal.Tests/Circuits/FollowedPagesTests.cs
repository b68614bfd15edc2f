using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portal.Domain.Orders;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Events;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Live;
using Portal.Infrastructure.Orders;
using Portal.Infrastructure.Tenancy;
using Portal.Testing.Analytics;
using Portal.Testing.Circuits;
using Portal.Testing.Data;
using Portal.Testing.Events;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Tests.Circuits;

/// <summary>Nothing new reaches somebody who was removed, on whichever page.</summary>
public sealed class FollowedPagesTests(PortalApp portal) : IClassFixture<PortalApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Subscribers_All_AreKnown() => Assert.Equal(
        FollowedPages.Parts.Select(part => part.Name).Order(StringComparer.Ordinal),
        FollowedPages.Subscribers().Select(type => type.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Pages_ThatMoveByThemselves_AreInTheTable() => Assert.Equal(
        FollowedPages.Rows.Keys.Select(page => page.Name).Order(StringComparer.Ordinal),
        FollowedPages.PagesInSources().Order(StringComparer.Ordinal));

    [Fact]
    public void Components_SubscribeThroughTheFeedsAlone()
    {
        Type[] sources = [typeof(LiveBoards), typeof(OrderWatch), typeof(TrackerSightings), typeof(RightsNotices)];
        var direct = typeof(PortalUrls).Assembly.GetTypes().Where(FollowedPages.IsComponent)
            .Where(type => FollowedPages.Needs(type).Intersect(sources).Any()).Select(type => type.Name);
        var timed = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Portal", "Features"), "*.razor*",
            SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file) is var text
                && (text.Contains("PeriodicTimer", StringComparison.Ordinal) || text.Contains("CreateTimer", StringComparison.Ordinal)))
            .Select(Path.GetFileName);

        Assert.Empty(direct);
        Assert.Empty(timed);
    }

    [Fact]
    public async Task Removed_EveryPage_ShowsNothingNew()
    {
        var store = await portal.StoreAsync("Followed", "owner@followed.example");
        var member = await portal.PersonAsync("member@followed.example", store.TenantId, StoreRole.Manager);
        await using var holder = await ArrangeAsync(store);
        var place = new FollowedPages.Place(store.Slug, store.SiteId, await OrderAsync(store.TenantId, "before"),
            await ImportAsync(store.TenantId));
        using var browser = await portal.SignedInAsync("member@followed.example");
        var open = new Dictionary<string, TestCircuit>();
        foreach (var (page, path) in FollowedPages.Rows)
            open[page.Name] = await browser.OpenCircuitAsync(path(place), Cancel);

        var before = open.ToDictionary(page => page.Key, page => page.Value.Batches);
        await MoveAsync(store, "seen", TimeSpan.FromSeconds(5));
        Assert.Empty(open.Where(page => page.Value.Batches == before[page.Key])
            .Select(page => page.Key + " did not move while its person was a member"));

        await portal.Services.GetRequiredService<ChangeRole>().RunAsync(store.TenantId, store.OwnerId!.Value, member, role: null, Cancel);
        var removed = Stopwatch.GetTimestamp();
        await Task.WhenAll(open.Values.Select(circuit => circuit.UntilAsync("There is no such page", Cancel)));
        Assert.InRange(Stopwatch.GetElapsedTime(removed), TimeSpan.Zero, TimeSpan.FromSeconds(5));

        await MoveAsync(store, "unseen", TimeSpan.FromSeconds(1));
        var after = open.ToDictionary(page => page.Key, page => page.Value.Batches);
        await MoveAsync(store, "unseen", TimeSpan.FromSeconds(6));

        Assert.Empty(open.Where(page => page.Value.Batches != after[page.Key]).Select(page => page.Key + " went on moving"));
        Assert.Empty(open.Where(page => page.Value.EverShowed("unseen")).Select(page => page.Key + " showed what came afterwards"));
        Assert.Empty(open.Where(page => page.Value.Text.Contains("Followed", StringComparison.Ordinal))
            .Select(page => page.Key + " still names the store"));
        foreach (var circuit in open.Values)
            await circuit.DisposeAsync();
    }

    // Some events are counted and others wait, so that the pages of figures look again and again.
    private async Task<NpgsqlConnection> ArrangeAsync(ProvisionStoreResult.Provisioned store)
    {
        var events = new TestStore(store.TenantId, store.SiteId, store.WriteKey, store.Slug);
        var now = DateTime.UtcNow;
        await events.ProjectAsync(portal.Database, new TestEvent("page_viewed", now.AddMinutes(-5)) { Path = "/tea" });
        var holder = await portal.Database.Owner.OpenConnectionAsync(Cancel);
        await using (var hold = new NpgsqlCommand("select pg_advisory_lock(hashtextextended('projection ' || $1, 0))", holder))
        {
            hold.Parameters.Add(new() { Value = store.TenantId.ToString() });
            await hold.ExecuteNonQueryAsync(Cancel);
        }

        await TestEvent.WriteAsync(portal.Database, events, new TestEvent("page_viewed", now.AddMinutes(-2)) { Path = "/waits" });
        return holder;
    }

    private async Task<Guid> ImportAsync(Guid tenantId)
    {
        var import = Guid.NewGuid();
        await portal.Database.ExecuteAsync(
            """
            insert into imports (tenant_id, id, kind, file_name, options, dry_run, state, created_at, created_by, started_at, bytes,
              lease_until)
            values ($1, $2, 'order_lines', 'orders.csv', '{}', false, 'running', now(), 'Mia', now(), 1000, now() + interval '1 hour')
            """, tenantId, import);
        return import;
    }

    private async Task<Guid> OrderAsync(Guid tenantId, string number)
    {
        var now = DateTimeOffset.UtcNow;
        await portal.Services.GetRequiredService<OrderWriter>().WriteAsync(
            tenantId, OrderSource.Api, new([new(number, now, now, "IDR", [new(1, "TEA", "Green tea", 1, 15)])]), Cancel);
        return await portal.Database.ScalarAsync<Guid>("select id from orders where tenant_id = $1 and external_id = $2", tenantId, number);
    }

    // Visitors come, orders are placed and rows imported, several times a second.
    private async Task MoveAsync(ProvisionStoreResult.Provisioned store, string mark, TimeSpan time)
    {
        using var client = portal.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", store.WriteKey);
        for (var (number, end) = (0, Stopwatch.GetTimestamp()
            + (long)(time.TotalSeconds * Stopwatch.Frequency)); Stopwatch.GetTimestamp() < end; number++)
        {
            using var body = new StringContent(
                $$"""{"event":"Product Viewed","anonymousId":"{{Guid.NewGuid()}}","properties":{"product_id":"p","name":"{{mark}} {{number}}" } }""", Encoding.UTF8, "application/json");
            (await client.PostAsync(new Uri("/v1/track", UriKind.Relative), body, Cancel)).EnsureSuccessStatusCode();
            await OrderAsync(store.TenantId, $"{mark}-{Guid.NewGuid():N}");
            await portal.Database.ExecuteAsync(
                "update imports set rows_read = rows_read + 1, bytes_read = bytes_read + 1 where tenant_id = $1", store.TenantId);
            await Task.Delay(250, Cancel);
        }
    }
}
