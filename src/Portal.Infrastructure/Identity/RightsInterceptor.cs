using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Identity;

/// <summary>
/// Sends a notice for every saved change of a membership, a store, an account or a sign-in, so that no use case can forget it.
/// What is updated past the change tracker sends its own.
/// </summary>
internal sealed class RightsInterceptor : SaveChangesInterceptor
{
    private static readonly string[] OfAccounts =
        [nameof(PortalUser.SecurityStamp), nameof(PortalUser.IsAdministrator), nameof(PortalUser.DisplayName), nameof(PortalUser.Email)];

    private readonly ConditionalWeakTable<DbContext, List<RightsChange>> _pending = new();

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result) =>
        throw new NotSupportedException("Changes are saved without blocking a thread: SaveChangesAsync.");

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        // Those of a save that failed go with its context, or are told once more with the next one, which does no harm.
        var pending = _pending.GetOrCreateValue(eventData.Context!);
        foreach (var entry in eventData.Context!.ChangeTracker.Entries())
        {
            if (Change(entry) is { } change && !pending.Contains(change))
                pending.Add(change);
        }

        return ValueTask.FromResult(result);
    }

    public override async ValueTask<int> SavedChangesAsync(
        SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        var context = (PortalDbContext)eventData.Context!;
        if (!_pending.TryGetValue(context, out var pending) || pending.Count == 0)
            return result;

        _pending.Remove(context);
        try
        {
            foreach (var change in pending)
                await RightsNotices.NotifyAsync(context, change, CancellationToken.None);
        }
        catch (NpgsqlException) when (context.Database.CurrentTransaction is null)
        {
            // The change itself is committed; circuits find it at their next look.
        }

        return result;
    }

    private static RightsChange? Change(EntityEntry entry) => (entry.State, entry.Entity) switch
    {
        (EntityState.Unchanged or EntityState.Detached, _) => null,
        (_, Membership membership) => RightsChange.Of(membership.UserId),
        (EntityState.Modified or EntityState.Deleted, Tenant tenant) => RightsChange.OfTenant(tenant.Id),
        (EntityState.Modified or EntityState.Deleted, UserSession session) => RightsChange.Of(session.UserId),
        (EntityState.Deleted, PortalUser user) => RightsChange.Of(user.Id),
        (EntityState.Modified, PortalUser user) when OfAccounts.Any(name => HasChanged(entry.Property(name))) => RightsChange.Of(user.Id),
        _ => null,
    };

    // The user manager marks every property of an account as modified, also when it only counts a failed try.
    private static bool HasChanged(PropertyEntry property) => property.IsModified && !Equals(property.OriginalValue, property.CurrentValue);
}
