using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Portal.Domain.Identity;
using Portal.EndToEnd.Pages;
using Portal.Infrastructure.Tenancy;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.EndToEnd.Journeys;

/// <summary>Someone with a new store of her own.</summary>
public sealed record TestOwner(ProvisionStoreResult.Provisioned Store, string Email)
{
    private const string Password = "correct-horse-battery";

    public static async Task<TestOwner> CreateAsync(PortalApp portal)
    {
        using var scope = portal.Services.CreateScope();
        var email = $"owner-{Guid.NewGuid():N}@example.com";
        var store = new NewStore(
            new("Kopi and Kain", "EUR", "Europe/Berlin", "DE"),
            new StoreOwner.Newcomer(new NewPerson("Sari Wijaya", email, Password), Confirmed: true));
        var result = await scope.ServiceProvider.GetRequiredService<ProvisionStore>()
            .RunAsync(store, TestContext.Current.CancellationToken);
        return new(Assert.IsType<ProvisionStoreResult.Provisioned>(result), email);
    }

    /// <summary>A tab in which she signed in through the sign-in page.</summary>
    public async Task<IPage> SignInAsync(IBrowserContext context, PortalApp portal)
    {
        var page = await context.NewPageAsync();
        await (await new SignInPage(page, portal.Address).OpenAsync()).SignInAsync(Email, Password);
        return page;
    }

    /// <summary>Signs in and opens the live page.</summary>
    public async Task<LivePage> OpenLiveAsync(IBrowserContext context, PortalApp portal) =>
        await new LivePage(await SignInAsync(context, portal), portal.Address).OpenAsync(Store.Slug);
}
