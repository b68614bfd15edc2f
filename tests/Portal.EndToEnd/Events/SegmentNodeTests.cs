using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.EndToEnd.Events;

/// <summary>The unmodified npm package <c>@segment/analytics-node</c> delivers to the portal, also when it is away for a while.</summary>
public sealed class SegmentNodeTests(PortalApp portal) : IClassFixture<PortalApp>
{
    [Fact]
    public async Task Send_EachType_ArrivesOnce()
    {
        var store = await TestStore.CreateAsync(portal.Database);

        var delivered = await SendAsync(portal.Address, store, batch: 0);

        await AssertKeptOnceAsync(store, delivered, 3);
        Assert.Equal(["identify/identify", "page/page_viewed", "track/product_viewed"], await portal.Database.ListAsync<string>(
            "select type || '/' || name from events where tenant_id = $1 order by 1", store.TenantId));
    }

    [Fact]
    public async Task Send_BatchOf500_ArrivesOnce()
    {
        var store = await TestStore.CreateAsync(portal.Database);

        var delivered = await SendAsync(portal.Address, store, batch: 500);

        await AssertKeptOnceAsync(store, delivered, 500);
    }

    [Fact]
    public async Task Send_PortalIsBusyFirst_ArrivesOnceByItsOwnRetry()
    {
        var store = await TestStore.CreateAsync(portal.Database);
        await using var proxy = new FaultyProxy(portal.Address, refusals: 2);
        await proxy.StartAsync();

        var delivered = await SendAsync(proxy.Address, store, batch: 500);

        Assert.Equal(2, proxy.Refused);
        await AssertKeptOnceAsync(store, delivered, 500);
    }

    [Fact]
    public async Task Send_PortalIsAwayFirst_ArrivesOnceWhenItIsBack()
    {
        var store = await TestStore.CreateAsync(portal.Database);
        await using var proxy = new FaultyProxy(portal.Address, refusals: 0);

        var sending = SendAsync(proxy.Address, store, batch: 500);
        await Task.Delay(2_000, TestContext.Current.CancellationToken);
        Assert.False(sending.IsCompleted);
        await proxy.StartAsync();

        await AssertKeptOnceAsync(store, await sending, 500);
    }

    private static async Task<string[]> SendAsync(Uri host, TestStore store, int batch, [CallerFilePath] string file = "")
    {
        var script = Path.Combine(Path.GetDirectoryName(file)!, "sdk.mjs");
        var start = new ProcessStartInfo("node", [script, host.ToString(), store.WriteKey, batch.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start)!;
        var errors = node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(node.ExitCode == 0, await errors);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private async Task AssertKeptOnceAsync(TestStore store, string[] delivered, int expected)
    {
        var kept = await portal.Database.ListAsync<string>("select message_id from events where tenant_id = $1", store.TenantId);

        Assert.Equal(expected, delivered.Length);
        Assert.Equal(delivered.Order(StringComparer.Ordinal), kept.Order(StringComparer.Ordinal));
    }
}
