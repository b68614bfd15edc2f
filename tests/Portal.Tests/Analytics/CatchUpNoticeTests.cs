using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portal.Domain.Tenancy;
using Portal.Features.Analytics;
using Portal.Features.Home;
using Portal.Infrastructure.Analytics.Projection;
using Portal.Testing;
using Portal.Testing.Analytics;
using Portal.Testing.Events;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Tests.Analytics;

/// <summary>A page that is looked at while the projection is behind: it says so, and follows when it has caught up.</summary>
public sealed class CatchUpNoticeTests : ExplorerPageTest, IClassFixture<PortalApp>
{
    // Wednesday evening in Berlin, an hour after Anna ordered for 30 euros.
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 17, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public CatchUpNoticeTests(PortalApp app) : base(app) => Services.AddSingleton<TimeProvider>(new MovableClock(Now));

    [Fact]
    public Task Overview_EventsWait_SaysSoAndFollows() => AssertFollowsAsync<OverviewPage>(PortalUrls.Analytics, "3", "4");

    [Fact]
    public Task Home_EventsWait_SaysSoAndFollows() => AssertFollowsAsync<HomePage>(PortalUrls.Store, "€30.00", "1");

    [Fact]
    public async Task Overview_NothingWaits_SaysNothing()
    {
        var (store, _) = await EnterAsync(StoreRole.Viewer, AnalyticsStory.Events);

        var page = Open<OverviewPage>(store, PortalUrls.Analytics(store.Slug), parameters => parameters.Add(p => p.Store, store.Slug));

        page.WaitForElement(".kpi .value");
        Assert.DoesNotContain("still being counted", page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(11, true)]
    public async Task Overview_OneEventWaits_SaysSoAfterTenSeconds(int seconds, bool isSaid)
    {
        var (store, test) = await EnterAsync(StoreRole.Viewer);
        await using var holder = await WriteUncountedAsync(test, new TestEvent("page_viewed", Now.UtcDateTime.AddSeconds(-seconds)));

        var page = Open<OverviewPage>(store, PortalUrls.Analytics(store.Slug));

        page.WaitForElement(".empty");
        Assert.Equal(isSaid, page.Markup.Contains("1 event is still being counted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Overview_EventsOfAnotherTenantWait_SaysNothing()
    {
        var (_, theirs) = await EnterAsync(StoreRole.Owner);
        await using var holder = await WriteUncountedAsync(theirs, AnalyticsStory.Events);
        var (store, _) = await EnterAsync(StoreRole.Owner);

        var page = Open<OverviewPage>(store, PortalUrls.Analytics(store.Slug));

        page.WaitForElement(".empty");
        Assert.DoesNotContain("still being counted", page.Markup, StringComparison.Ordinal);
    }

    private async Task AssertFollowsAsync<TPage>(Func<string, string> address, params string[] counted)
        where TPage : IComponent
    {
        var (store, test) = await EnterAsync(StoreRole.Viewer);
        await using var holder = await WriteUncountedAsync(test, AnalyticsStory.Events);

        var page = Open<TPage>(store, address(store.Slug));

        page.WaitForAssertion(() => Assert.Contains("14 events are still being counted", page.Markup, StringComparison.Ordinal));
        Assert.NotEqual(counted, Figures(page));
        await AskAsync(holder, "select pg_advisory_unlock(hashtextextended('projection ' || $1, 0))", store.TenantId);
        await App.Services.GetRequiredService<Projector>().CatchUpAsync(store.TenantId, Cancel);
        page.WaitForAssertion(() => Assert.Equal(counted, Figures(page)), Patience);
        Assert.DoesNotContain("still being counted", page.Markup, StringComparison.Ordinal);
    }

    // The connection holds what the projection takes the store's events in under.
    private async Task<NpgsqlConnection> WriteUncountedAsync(TestStore store, params IReadOnlyList<TestEvent> events)
    {
        var holder = await App.Database.Owner.OpenConnectionAsync(Cancel);
        await AskAsync(holder, "select pg_advisory_lock(hashtextextended('projection ' || $1, 0))", store.TenantId);
        await TestEvent.WriteAsync(App.Database, store, events);
        return holder;
    }

    // The first two of the strip.
    private static IEnumerable<string> Figures<TPage>(IRenderedComponent<TPage> page) where TPage : IComponent =>
        page.FindAll(".kpi .value").Take(2).Select(value => value.TextContent);

    private static async Task AskAsync(NpgsqlConnection connection, string sql, Guid tenantId)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new() { Value = tenantId.ToString() });
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
