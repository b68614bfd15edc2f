using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Tenancy;
using Portal.Testing.Circuits;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Xunit;

namespace Portal.Tests.Circuits;

/// <summary>Open circuits follow each change of what their person may do.</summary>
public sealed class HeldCircuitTests(PortalApp portal) : IClassFixture<PortalApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Removed_OpenPage_IsReplacedAtOnce()
    {
        var store = await portal.StoreAsync("Removing", "owner@removing.example");
        var member = await portal.PersonAsync("member@removing.example", store.TenantId, StoreRole.Analyst);
        using var browser = await portal.SignedInAsync("member@removing.example");
        await using var circuit = await browser.OpenCircuitAsync(PortalUrls.Live(store.Slug), Cancel);
        await circuit.UntilAsync("Active visitors", Cancel);

        await portal.Services.GetRequiredService<ChangeRole>().RunAsync(store.TenantId, store.OwnerId!.Value, member, role: null, Cancel);

        await circuit.UntilAsync("There is no such page", Cancel);
    }
}
