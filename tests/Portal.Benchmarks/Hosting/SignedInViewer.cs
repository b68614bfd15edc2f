using System.Net;
using Microsoft.AspNetCore.Identity;
using Portal.Infrastructure.Identity;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Portal.Testing.Tenancy;

namespace Portal.Benchmarks.Hosting;

/// <summary>A viewer of a store in a browser of her own.</summary>
internal static class SignedInViewer
{
    public const string Email = "viewer@example.com";

    /// <summary>Makes the person, signs her in and returns what sends her cookies.</summary>
    /// <param name="email">Hers; that of the only one when not given.</param>
    /// <param name="from">The address of this machine that she comes from; any when null.</param>
    public static async Task<HttpClient> CreateAsync(
        PortalInstallation installation, TestStore store, CookieContainer cookies, string email = Email, IPAddress? from = null)
    {
        var id = Guid.NewGuid();
        var hash = new PasswordHasher<PortalUser>().HashPassword(new(), PortalAppIdentity.Password);
        await installation.Database.ExecuteAsync("""
            insert into users (id, user_name, normalized_user_name, email, normalized_email, email_confirmed, password_hash, security_stamp,
              display_name, created_at)
            values ($1, $2, upper($2), $2, upper($2), true, $3, $4, 'Viewer', now())
            """, id, email, hash, Guid.NewGuid().ToString("N"));
        await installation.Database.ExecuteAsync(
            "insert into memberships (tenant_id, user_id, role, created_at) values ($1, $2, 'viewer', now())", store.TenantId, id);

        var client = new HttpClient(SourceAddress.Handler(from, cookies))
        {
            BaseAddress = installation.Portal.Address,
            Timeout = TimeSpan.FromMinutes(5),
        };
        await new PortalBrowser(client).SignInAsync(email);
        return client;
    }
}
