using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Events;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Tests.Tracker;

/// <summary>What the tracker is told of its site before it sends.</summary>
public sealed class TrackerSettingsTests(PortalApp portal) : IClassFixture<PortalApp>
{
    [Fact]
    public async Task Get_PageSpeedSwitchedOn_TellTheTrackerSoWithoutAWait()
    {
        var store = await TestStore.CreateAsync(portal.Database);
        using var client = portal.CreateClient();
        var address = $"/v1/projects/{store.WriteKey}/settings";
        await client.GetStringAsync(address, TestContext.Current.CancellationToken);

        await portal.Database.ExecuteAsync("update sites set web_vitals = true where tenant_id = $1", store.TenantId);

        // Every node keeps the key in memory until the database tells of the change.
        var end = Environment.TickCount64 + 10_000;
        while (!(await client.GetStringAsync(address, TestContext.Current.CancellationToken))
            .Contains("\"webVitals\":true", StringComparison.Ordinal))
        {
            Assert.True(Environment.TickCount64 < end, "The settings did not follow the site.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Get_KnownKey_TellsTheTrackerAndMarksTheSite()
    {
        var store = await TestStore.CreateAsync(portal.Database);
        using var client = portal.CreateClient();

        var noted = new TaskCompletionSource();
        portal.Services.GetRequiredService<TrackerSightings>().Changed += site => _ = site == store.SiteId && noted.TrySetResult();

        var text = await client.GetStringAsync($"/v1/projects/{store.WriteKey}/settings", TestContext.Current.CancellationToken);

        Assert.Contains("\"respectDnt\":true", text, StringComparison.Ordinal);
        Assert.Contains("\"webVitals\":false", text, StringComparison.Ordinal);
        await noted.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.True(await portal.Database.ScalarAsync<bool>("select tracker_fetched_at is not null from sites where tenant_id = $1",
            store.TenantId));
    }
}
