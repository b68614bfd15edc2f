using Portal.Components.Shared;
using Portal.Domain.Tenancy;
using Portal.Domain.Tracking;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Tracking;

namespace Portal.Features.Tracking;

/// <summary>Rotating and revoking write keys, each after a question that says what happens.</summary>
public sealed class WriteKeyChanges(RotateWriteKey rotate, RevokeWriteKey revoke, StoreRights rights, ConfirmDialog dialog)
{
    /// <summary>Asks when a key is replaced; a site without one gets its key at once.</summary>
    public Task<bool> ConfirmRotationAsync(SiteListing listing) => listing.CurrentKey is null
        ? Task.FromResult(true)
        : dialog.AskAsync(new(
            $"Rotate the key of {listing.Site.Name}",
            "A new key works at once, the current one for 24 more hours. Put the new key into the shop's pages before that.",
            "Make a new key",
            Destructive: false));

    public Task<bool> ConfirmEndAsync(CurrentStore store, WriteKey key) => dialog.AskAsync(new(
        $"Revoke {key.ShownTo(store.Role)}", "Pages and servers that still use it lose their events from now on.", "Revoke the key",
        "It cannot be undone."));

    /// <returns>False when the site was gone; null when the person may not.</returns>
    public async Task<bool?> RotateAsync(CurrentStore store, SiteListing listing) =>
        await rights.MayChangeAsync(store, SitePolicies.CanManage, "replace the write key")
            ? await rotate.RunAsync(store.TenantId, listing.Site.Id) is not null : null;

    /// <returns>False when the key was gone; null when the person may not.</returns>
    public async Task<bool?> EndAsync(CurrentStore store, WriteKey key) =>
        await rights.MayChangeAsync(store, SitePolicies.CanManage, "end the write key")
            ? await revoke.RunAsync(store.TenantId, key.Id) : null;
}
