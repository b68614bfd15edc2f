using System.Net;
using Microsoft.AspNetCore.Identity;
using Portal.Infrastructure.Identity;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Portal.Testing.Tenancy;

namespace Portal.Benchmarks.Live;

/// <summary>A person of a store who has its live page open many times.</summary>
internal sealed class LiveViewers : IAsyncDisposable
{
    private const string Email = "viewer@example.com";
    private const int AtOnce = 4;

    private readonly PortalBrowser _browser;
    private readonly CookieContainer _cookies = new();
    private readonly Uri _page;

    private LiveViewers(PortalInstallation installation, TestStore store)
    {
        _browser = new(new(new SocketsHttpHandler { CookieContainer = _cookies, AllowAutoRedirect = false }) { BaseAddress = installation.Portal.Address });
        _page = new(installation.Portal.Address, PortalUrls.Live(store.Slug));
    }

    /// <summary>The open pages.</summary>
    public List<CircuitPage> Pages { get; } = [];

    /// <summary>Makes the person and signs her in.</summary>
    public static async Task<LiveViewers> SignInAsync(PortalInstallation installation, TestStore store)
    {
        var id = Guid.NewGuid();
        var hash = new PasswordHasher<PortalUser>().HashPassword(new(), PortalAppIdentity.Password);
        await installation.Database.ExecuteAsync("""
            insert into users (id, user_name, normalized_user_name, email, normalized_email, email_confirmed, password_hash, security_stamp, display_name, created_at)
            values ($1, $2, upper($2), $2, upper($2), true, $3, $4, 'Viewer', now())
            """, id, Email, hash, Guid.NewGuid().ToString("N"));
        await installation.Database.ExecuteAsync(
            "insert into memberships (tenant_id, user_id, role, created_at) values ($1, $2, 'viewer', now())", store.TenantId, id);
        var viewers = new LiveViewers(installation, store);
        var browser = viewers._browser;
        await browser.OpenAsync(PortalUrls.SignIn);
        await browser.SubmitAsync("sign-in", ("Email", Email), ("Password", PortalAppIdentity.Password));
        return browser.Path.StartsWith(PortalUrls.SignIn, StringComparison.Ordinal)
            ? throw new InvalidOperationException($"The viewer could not sign in: {browser.Text}")
            : viewers;
    }

    /// <summary>Opens the live page so many times.</summary>
    public async Task OpenAsync(int pages)
    {
        using var places = new SemaphoreSlim(AtOnce);
        Pages.AddRange(await Task.WhenAll(Enumerable.Range(0, pages).Select(async _ =>
        {
            await places.WaitAsync();
            try
            {
                return await CircuitPage.OpenAsync(_browser.Client, _cookies, _page);
            }
            finally
            {
                places.Release();
            }
        })));
    }

    /// <summary>Leaves every page.</summary>
    public Task LeaveAsync() => Task.WhenAll(Pages.Select(page => page.LeaveAsync()));

    public async ValueTask DisposeAsync()
    {
        await LeaveAsync();
        Pages.ForEach(page => page.Dispose());
        _browser.Dispose();
    }
}
