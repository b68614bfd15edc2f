using Portal.Components.Shared;
using Portal.Domain.Sites;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Sites;

namespace Portal.Features.Sites;

/// <summary>Rotating and ending write keys, each after a question that says what happens.</summary>
public sealed class WriteKeyChanges(RotateWriteKey rotate, RevokeWriteKey revoke, ConfirmDialog dialog)
{
    public Task<bool> ConfirmRotationAsync(SiteListing listing) => dialog.AskAsync(new(
        $"New write key for {listing.Site.Name}",
        "The current key goes on for 24 hours. Put the new one into the shop's pages before that.",
        "Make a new key",
        Destructive: false));

    public Task<bool> ConfirmEndAsync(WriteKey key) => dialog.AskAsync(new(
        $"End {key.Key}", "Pages and servers that still use it lose their events at once.", "End the key", "It cannot be started again."));

    public async Task<bool> RotateAsync(CurrentStore store, SiteListing listing) =>
        await rotate.RunAsync(store.TenantId, listing.Site.Id) is not null;

    public Task<bool> EndAsync(CurrentStore store, WriteKey key) => revoke.RunAsync(store.TenantId, key.Id);
}
