using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Tenancy;
using Portal.Testing.Circuits;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Xunit;

namespace Portal.Tests.Circuits;

/// <summary>What a page kept in the browser opens nothing: neither one's own of before, nor somebody else's.</summary>
public sealed class KeptStateTests(PortalApp portal) : IClassFixture<PortalApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_StateOfBeforeTheRemoval_ShowsNoPageOfTheStore()
    {
        var store = await portal.StoreAsync("Left", "owner@left.example");
        var member = await portal.PersonAsync("member@left.example", store.TenantId, StoreRole.Analyst);
        using var browser = await portal.SignedInAsync("member@left.example");
        var live = await browser.ReadCircuitPageAsync(PortalUrls.Live(store.Slug), Cancel);
        await portal.Services.GetRequiredService<ChangeRole>().RunAsync(store.TenantId, store.OwnerId!.Value, member, role: null, Cancel);

        for (var tries = 0; tries < 4; tries++)
        {
            await using var circuit = await ReplayAsync(browser, PortalUrls.Live(store.Slug), live.State);

            Assert.DoesNotContain("Left", await AfterAWhileAsync(circuit), StringComparison.Ordinal);
            Assert.False(circuit.EverShowed("Left"), "The store's page was drawn before it was replaced.");
        }
    }

    [Fact]
    public async Task Start_StateOfSomebodyElse_ShowsNoPageOfTheStore()
    {
        var store = await portal.StoreAsync("Theirs", "owner@theirs.example");
        await portal.StoreAsync("Mine", "owner@mine.example");
        using var owner = await portal.SignedInAsync("owner@theirs.example");
        var live = await owner.ReadCircuitPageAsync(PortalUrls.Live(store.Slug), Cancel);
        using var stranger = await portal.SignedInAsync("owner@mine.example");

        for (var tries = 0; tries < 4; tries++)
        {
            await using var circuit = await ReplayAsync(stranger, PortalUrls.Live(store.Slug), live.State);

            Assert.DoesNotContain("Theirs", await AfterAWhileAsync(circuit), StringComparison.Ordinal);
            Assert.False(circuit.EverShowed("Theirs"), "The store's page was drawn before it was replaced.");
        }
    }

    [Fact]
    public async Task Resume_CircuitOfBeforeTheRemoval_ShowsNoPageOfTheStore()
    {
        var store = await portal.StoreAsync("Paused", "owner@paused.example");
        var member = await portal.PersonAsync("member@paused.example", store.TenantId, StoreRole.Analyst);
        using var browser = await portal.SignedInAsync("member@paused.example");
        var page = await browser.ReadCircuitPageAsync(PortalUrls.Live(store.Slug), Cancel);
        await using var paused = await browser.ConnectCircuitAsync(Cancel);
        await paused.StartAsync(PortalUrls.Live(store.Slug), page, page.State, Cancel);
        await paused.UntilAsync("Active visitors", Cancel);
        var kept = await paused.PauseAsync(Cancel);
        await portal.Services.GetRequiredService<ChangeRole>().RunAsync(store.TenantId, store.OwnerId!.Value, member, role: null, Cancel);

        await using var resumed = await browser.ConnectCircuitAsync(Cancel);
        var secret = await resumed.AskAsync(
            "ResumeCircuit", [paused.Secret, Own("/"), Own(PortalUrls.Live(store.Slug)), kept.Components, kept.State], Cancel);
        Assert.NotNull(secret);
        await resumed.SendAsync("UpdateRootComponents", page.Operations(), kept.State);
        await resumed.UntilAsync("There is no such page", Cancel);

        Assert.False(resumed.EverShowed("Paused"));
    }

    private string Own(string path) => new Uri(portal.Address, path).AbsoluteUri;

    // Fresh markers of a page that is still open to the person, under another page's address and with kept state.
    private static async Task<TestCircuit> ReplayAsync(PortalBrowser browser, string path, string state)
    {
        var own = await browser.ReadCircuitPageAsync(PortalUrls.Sessions, Cancel);
        var circuit = await browser.ConnectCircuitAsync(Cancel);
        await circuit.StartAsync(path, own, state, Cancel);
        return circuit;
    }

    private static async Task<string> AfterAWhileAsync(TestCircuit circuit)
    {
        await Task.Delay(1500, Cancel);
        return circuit.Text;
    }
}
