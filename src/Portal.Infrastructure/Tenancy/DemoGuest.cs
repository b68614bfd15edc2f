using Microsoft.EntityFrameworkCore;
using Portal.Domain.Identity;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Identity;

namespace Portal.Infrastructure.Tenancy;

/// <summary>The member as whom anyone may look around the demo store: an analyst without a password.</summary>
public sealed class DemoGuest(PortalDb db, PersonRegistration people, TimeProvider time)
{
    private const string Email = "guest@demo.intellishop.invalid"; // .invalid never receives mail (RFC 2606)

    /// <summary>The demo store, while there is one that is open.</summary>
    public async Task<StoreListing?> StoreAsync(CancellationToken cancellationToken = default)
    {
        await using var context = db.ForPlatform();
        var found = await context.Database
            .SqlQuery<DemoStore>($"select id as \"Id\", slug as \"Slug\", name as \"Name\" from list_tenants() where is_demo")
            .FirstOrDefaultAsync(cancellationToken);
        return found is null ? null : new(found.Id, found.Slug, found.Name, StoreRole.Analyst, false, null);
    }

    /// <summary>The guest, who is made a member at the first visit; null while there is no demo store.</summary>
    public async Task<(PortalUser Guest, string Slug)?> EnterAsync(CancellationToken cancellationToken = default)
    {
        if (await StoreAsync(cancellationToken) is not { } store)
            return null;

        await using var context = db.ForTenant(store.TenantId);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtext('demo_guest'))", cancellationToken);
        var guest = await context.Users.SingleOrDefaultAsync(u => u.Email == Email, cancellationToken);
        if (guest is null)
        {
            guest = people.Create(new NewPerson("Demo guest", Email, null), emailConfirmed: true);
            context.Add(guest);
        }

        if (!await context.Memberships.AnyAsync(m => m.UserId == guest.Id, cancellationToken))
            context.Add(new Membership { TenantId = store.TenantId, UserId = guest.Id, Role = StoreRole.Analyst, CreatedAt = time.GetUtcNow() });
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (guest, store.Slug);
    }

    private sealed record DemoStore(Guid Id, string Slug, string Name);
}
