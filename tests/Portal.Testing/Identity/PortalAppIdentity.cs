using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Identity;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Tenancy;
using Portal.Testing.Hosting;

namespace Portal.Testing.Identity;

/// <summary>Stores and people of a test, made by the same use cases as real ones.</summary>
public static class PortalAppIdentity
{
    public const string Password = "correct horse battery";

    /// <summary>A store with a confirmed owner.</summary>
    public static async Task<ProvisionStoreResult.Provisioned> StoreAsync(
        this PortalApp app, string name, string ownerEmail, bool isDemo = false)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var owner = new StoreOwner.Newcomer(new NewPerson("Owner of " + name, ownerEmail, Password), Confirmed: true);
        var store = new NewStore(new(name, "IDR", "Asia/Jakarta", "ID"), owner) { WithApiToken = true, IsDemo = isDemo };
        return (ProvisionStoreResult.Provisioned)await scope.ServiceProvider.GetRequiredService<ProvisionStore>().RunAsync(store);
    }

    /// <summary>A confirmed person, who is a member of a store when one is named.</summary>
    public static async Task<Guid> PersonAsync(
        this PortalApp app, string email, Guid? tenantId = null, StoreRole role = StoreRole.Viewer, bool administrator = false)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var user = scope.ServiceProvider.GetRequiredService<PersonRegistration>()
            .Create(new("Person " + email, email, Password), emailConfirmed: true);
        user.IsAdministrator = administrator;
        var db = scope.ServiceProvider.GetRequiredService<PortalDb>();
        await using var context = tenantId is { } id ? db.ForTenant(id) : db.ForPlatform();
        context.Add(user);
        if (tenantId is { } tenant)
            context.Add(new Membership { TenantId = tenant, UserId = user.Id, Role = role, CreatedAt = TimeProvider.System.GetUtcNow() });
        await context.SaveChangesAsync();
        return user.Id;
    }

    /// <summary>A browser in which nobody is signed in.</summary>
    public static PortalBrowser Browser(this PortalApp app)
    {
        var cookies = new CookieContainer();
        return new(app.CreateClient(cookies), cookies);
    }

    /// <summary>A browser in which the person is signed in.</summary>
    public static async Task<PortalBrowser> SignedInAsync(this PortalApp app, string email, string password = Password)
    {
        var browser = app.Browser();
        await browser.SignInAsync(email, password);
        return browser;
    }
}
