using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Hosting;
using Portal.Hosting.Process;
using Portal.Infrastructure.Analytics.Projection;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Home;
using Portal.Infrastructure.Live;
using Portal.Testing.Events;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Tests.Live;

/// <summary>From the event API to the figures that the pages show: pushed, counted once, the same everywhere.</summary>
public sealed class LiveFiguresTests(PortalApp portal) : IClassFixture<PortalApp>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Watch_EventsArrive_IsToldWithinASecond()
    {
        var (store, current) = await StoreAsync();
        var seen = new Sightings();
        using var watch = await portal.Services.GetRequiredService<LiveBoards>().WatchAsync(current, seen.Add, Cancelled);

        await SendAsync(store, Track("m1", "Product Viewed", "anna"), Order("m2", "A-1", "19.90", "anna"));
        var committed = DateTimeOffset.UtcNow;
        var snapshot = await seen.UntilAsync(s => s.Revenue.Orders == 1);

        Assert.InRange(DateTimeOffset.UtcNow - committed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Equal((19.90m, 1), (snapshot.Revenue.Today, snapshot.Visitors.Active));
        Assert.Equal(["order_completed", "product_viewed"], snapshot.Activity.Recent.Select(e => e.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Watch_ResendWithOneNewMessage_ShowsOnlyTheNewOne()
    {
        var (store, current) = await StoreAsync();
        var seen = new Sightings();
        using var watch = await portal.Services.GetRequiredService<LiveBoards>().WatchAsync(current, seen.Add, Cancelled);
        var first = Order("m1", "A-1", "10", "anna");
        await SendAsync(store, first);

        await SendAsync(store, first, Order("m2", "A-2", "5", "bert"));
        var snapshot = await seen.UntilAsync(s => s.Revenue.Orders == 2);

        Assert.Equal((15m, 2), (snapshot.Revenue.Today, snapshot.Activity.Recent.Count));
    }

    [Fact]
    public async Task Watch_CommitOnAnotherNode_IsSeenHere()
    {
        var (store, current) = await StoreAsync();
        var seen = new Sightings();
        using var watch = await portal.Services.GetRequiredService<LiveBoards>().WatchAsync(current, seen.Add, Cancelled);
        var data = Directory.CreateTempSubdirectory("portal-test-").FullName;
        await using var database = new PortalDatabase(portal.Database.OwnerConnectionString);
        await using var other = PortalHost.Build(new PortalArguments
        {
            Urls = "http://127.0.0.1:0",
            DataDirectory = data,
            Demo = false,
            Role = PortalRole.Web
        }, database);
        await other.StartAsync(Cancelled);

        await SendAsync(new Uri(other.Urls.First()), store, Order("m1", "A-1", "12.50", "anna"));
        var snapshot = await seen.UntilAsync(s => s.Revenue.Orders == 1);

        Assert.Equal(12.50m, snapshot.Revenue.Today);
        await other.StopAsync(Cancelled);
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task Home_SameEvents_CountsAsTheLivePageDoes()
    {
        var (store, current) = await StoreAsync();
        await SendAsync(
            store,
            Track("v1", "Product Viewed", "anna"), Track("v2", "Product Viewed", "bert"), Track("v3", "Cart Viewed", "carl"),
            Order("o1", "A-1", "100", "anna"), Order("o2", "A-1", "90", "anna"), Order("o3", "A-2", "50", "bert"),
            Order("o4", "A-3", "70", "carl").Replace("EUR", "USD", StringComparison.Ordinal),
            Track("r1", "Order Refunded", "anna").Replace("{}", """{"order_id":"A-1","total":30,"currency":"EUR"}""", StringComparison.Ordinal));
        await ProjectAsync(store);
        var now = DateTimeOffset.UtcNow.AddSeconds(1);

        var home = await portal.Services.GetRequiredService<HomeQueries>()
            .DayAsync(current, StoreClock.For(current.TimeZone).Day(now), now, Cancelled);
        var seen = new Sightings();
        using var watch = await portal.Services.GetRequiredService<LiveBoards>().WatchAsync(current, seen.Add, Cancelled);
        var live = await seen.UntilAsync(s => s.Activity.Recent.Count > 0);

        Assert.Equal((150m, 2, 3, 30m), (home.UpToNow.Revenue, home.UpToNow.Orders, home.UpToNow.Sessions, home.UpToNow.Refunds));
        Assert.Equal((home.UpToNow.Revenue, home.UpToNow.Orders), (live.Revenue.Today, live.Revenue.Orders));
        Assert.Equal(home.UpToNow.Revenue, home.Hours.Sum(h => h.Revenue));
    }

    [Fact]
    public async Task Products_OfTodaysOrders_AreAddedUpByProduct()
    {
        var (store, current) = await StoreAsync();
        const string Lines = """{"order_id":"A-1","revenue":60,"products":[{"product_id":"P1","name":"Gayo","price":20,"quantity":2},{"product_id":"P2","name":"Toraja","price":20}]}""";
        await SendAsync(store, Track("o1", "Order Completed", "anna").Replace("{}", Lines, StringComparison.Ordinal));
        await ProjectAsync(store);
        var now = DateTimeOffset.UtcNow.AddSeconds(1);

        var products = await portal.Services.GetRequiredService<HomeQueries>()
            .ProductsAsync(current, StoreClock.For(current.TimeZone).Day(now), now, Cancelled);

        Assert.Equal([new ProductSales("P1", "Gayo", 2, 40), new ProductSales("P2", "Toraja", 1, 20)], products);
    }

    [Fact]
    public async Task Home_OtherTenant_SeesNothing()
    {
        var (store, _) = await StoreAsync();
        var (_, stranger) = await StoreAsync();
        await SendAsync(store, Order("m1", "A-1", "10", "anna"));
        await ProjectAsync(store);
        var now = DateTimeOffset.UtcNow.AddSeconds(1);

        var home = await portal.Services.GetRequiredService<HomeQueries>()
            .DayAsync(stranger, StoreClock.For(stranger.TimeZone).Day(now), now, Cancelled);

        Assert.Equal((0m, 0, 0), (home.UpToNow.Revenue, home.UpToNow.Orders, home.UpToNow.Sessions));
    }

    private static string Track(string id, string name, string visitor) => string.Create(CultureInfo.InvariantCulture,
        $$$"""{"type":"track","messageId":"{{{id}}}","event":"{{{name}}}","anonymousId":"{{{visitor}}}","timestamp":"{{{DateTimeOffset.UtcNow:O}}}","properties":{}}""");

    private static string Order(string id, string order, string revenue, string visitor) => Track(id, "Order Completed", visitor)
        .Replace("{}", $$"""{"order_id":"{{order}}","revenue":{{revenue}},"currency":"EUR"}""", StringComparison.Ordinal);

    private async Task<(TestStore Store, CurrentStore Current)> StoreAsync()
    {
        var store = await TestStore.CreateAsync(portal.Database);
        return (store, new(store.TenantId, store.Slug, "Store", "EUR", "Europe/Berlin", "DE", StoreRole.Owner));
    }

    // Home reads what the projection has taken in, which follows within seconds.
    private Task ProjectAsync(TestStore store) => portal.Services.GetRequiredService<Projector>().CatchUpAsync(store.TenantId, Cancelled);

    private Task SendAsync(TestStore store, params string[] messages) => SendAsync(portal.Address, store, messages);

    private static async Task SendAsync(Uri address, TestStore store, params string[] messages)
    {
        using var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", store.WriteKey);
        using var body = new StringContent($$"""{"batch":[{{string.Join(',', messages)}}]}""", Encoding.UTF8, "application/json");
        (await client.PostAsync("/v1/batch", body, Cancelled)).EnsureSuccessStatusCode();
    }
}
