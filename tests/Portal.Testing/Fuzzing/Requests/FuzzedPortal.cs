using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Identity;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Tenancy;
using Portal.Testing.Data;
using Portal.Testing.Identity;

namespace Portal.Testing.Fuzzing.Requests;

/// <summary>A running portal with a store, and an owner of it who is an administrator too, for a fuzzer to ask in their name.</summary>
public sealed class FuzzedPortal : IDisposable
{
    private const string Email = "owner@fuzzed.example";

    private readonly CookieContainer _cookies = new();

    private FuzzedPortal(Uri address, ProvisionStoreResult.Provisioned store, IReadOnlyList<FuzzRoute> routes, string writeKey)
    {
        (Address, Store, Routes, WriteKey) = (address, store, routes, writeKey);
        Browser = Client(_cookies);
        Program = Client(new());
        Program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", store.ApiToken);
    }

    public Uri Address { get; }

    public ProvisionStoreResult.Provisioned Store { get; }

    public IReadOnlyList<FuzzRoute> Routes { get; }

    /// <summary>What events are sent with.</summary>
    public string WriteKey { get; }

    /// <summary>Sends the owner's cookies.</summary>
    public HttpClient Browser { get; }

    /// <summary>Sends a token with every scope.</summary>
    public HttpClient Program { get; }

    /// <summary>The owner's cookies.</summary>
    public CookieContainer Cookies => _cookies;

    /// <summary>Makes the store and signs its owner in.</summary>
    /// <param name="services">Of an application over the same database and data folder, whether it runs or not.</param>
    /// <param name="address">Where the portal listens.</param>
    /// <param name="sources">Of the application's routes; those that its services know once it runs when null.</param>
    public static async Task<FuzzedPortal> CreateAsync(
        IServiceProvider services, PortalDatabase database, Uri address, IEnumerable<EndpointDataSource>? sources = null)
    {
        await using var scope = services.CreateAsyncScope();
        var owner = new StoreOwner.Newcomer(new NewPerson("Owner", Email, PortalAppIdentity.Password), Confirmed: true);
        var made = await scope.ServiceProvider.GetRequiredService<ProvisionStore>()
            .RunAsync(new NewStore(new("Fuzzed", "EUR", "Asia/Jakarta", "ID"), owner) { WithApiToken = true });
        var store = (ProvisionStoreResult.Provisioned)made;
        await database.ExecuteAsync("update users set is_administrator = true where id = $1", store.OwnerId!.Value);
        await database.ExecuteAsync("update tenants set plan = 'unmetered' where id = $1", store.TenantId);
        var key = await database.ScalarAsync<string>("select key from write_keys where tenant_id = $1", store.TenantId);
        var portal = new FuzzedPortal(address, store, FuzzRoute.All(sources ?? services.GetServices<EndpointDataSource>()), key);
        await new PortalBrowser(portal.Browser).SignInAsync(Email);
        return portal;
    }

    public void Dispose()
    {
        Browser.Dispose();
        Program.Dispose();
    }

    private HttpClient Client(CookieContainer cookies) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies })
        {
            BaseAddress = Address,
            Timeout = TimeSpan.FromSeconds(60),
        };
}
