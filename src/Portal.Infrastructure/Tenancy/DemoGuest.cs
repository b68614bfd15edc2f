using Microsoft.EntityFrameworkCore;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Identity;

namespace Portal.Infrastructure.Tenancy;

/// <summary>
/// People who look around the demo store without an account. Each has a person of her own, which lives as long as she comes
/// back, so that guests see nothing of each other; none has a password, and the role of a guest changes nothing.
/// </summary>
public sealed class DemoGuest(PortalDb db, PersonRegistration people, TimeProvider time)
{
    /// <summary>A guest who was not seen for so long is deleted.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(2);

    private const string Domain = "demo.intellishop.invalid"; // .invalid never receives mail (RFC 2606)

    /// <summary>The demo store, while there is one that is open.</summary>
    public async Task<StoreListing?> StoreAsync(CancellationToken cancellationToken = default)
    {
        await using var context = db.ForPlatform();
        var found = await context.Database
            .SqlQuery<DemoStore>($"select id as \"Id\", slug as \"Slug\", name as \"Name\" from list_tenants() where is_demo")
            .FirstOrDefaultAsync(cancellationToken);
        return found is null ? null : new(found.Id, found.Slug, found.Name, StoreRole.Guest, false, null);
    }

    /// <summary>A new guest with her membership; null while there is no demo store.</summary>
    public async Task<(PortalUser Guest, string Slug)?> EnterAsync(CancellationToken cancellationToken = default)
    {
        if (await StoreAsync(cancellationToken) is not { } store)
            return null;

        await using var context = db.ForTenant(store.TenantId);
        var guest = people.CreateGuest("Demo guest", $"guest-{Guid.NewGuid():N}@{Domain}");
        context.Add(guest);
        context.Add(new Membership { TenantId = store.TenantId, UserId = guest.Id, Role = StoreRole.Guest, CreatedAt = time.GetUtcNow() });
        await context.SaveChangesAsync(cancellationToken);
        return (guest, store.Slug);
    }

    /// <summary>Deletes guests who were not seen for <see cref="Lifetime"/>.</summary>
    /// <returns>How many.</returns>
    public async Task<int> PruneAsync(CancellationToken cancellationToken)
    {
        await using var context = db.ForPlatform();
        var since = time.GetUtcNow() - Lifetime;
        return await context.Users
            .Where(u => u.IsGuest && u.CreatedAt < since
                && !context.UserSessions.Any(s => s.UserId == u.Id && s.RevokedAt == null && s.LastSeenAt >= since))
            .ExecuteDeleteAsync(cancellationToken);
    }

    private sealed record DemoStore(Guid Id, string Slug, string Name);
}
