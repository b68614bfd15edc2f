using Portal.Components.Shared;
using Portal.Domain.Analytics.Funnels;
using Portal.Domain.Tenancy;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Analytics.Funnels;

namespace Portal.Features.Analytics.Funnels;

/// <summary>Saves and deletes funnels for the person at the page, and says what came of it.</summary>
public sealed class FunnelChanges(SaveFunnel save, DeleteFunnel delete, StoreRights rights, ConfirmDialog dialog, Toasts toasts)
{
    private static readonly FieldErrors Nothing = new();

    /// <param name="funnelId">The funnel to change; null saves a new one.</param>
    /// <returns>The saved funnel, or what is wrong with it; neither when it was refused, which a toast then says.</returns>
    public async Task<(Guid? Saved, FieldErrors Errors)> SaveAsync(
        CurrentStore store, Guid? funnelId, string? name, FunnelDefinition definition)
    {
        if (!await MayAsync(store, $"save the funnel {name}"))
            return (null, Nothing);
        switch (await save.RunAsync(store.TenantId, await rights.PersonAsync(), funnelId, name, definition))
        {
            case SaveFunnelResult.Saved(var id):
                toasts.Success($"{name!.Trim()} is saved");
                return (id, Nothing);
            case SaveFunnelResult.Invalid(var errors):
                return (null, errors);
            case SaveFunnelResult.Missing:
                toasts.Failure("This funnel is gone already");
                return (null, Nothing);
            default:
                throw new InvalidOperationException("Saving a funnel ended in a way this page does not know.");
        }
    }

    /// <returns>True when it is gone.</returns>
    public async Task<bool> DeleteAsync(CurrentStore store, SavedFunnel funnel)
    {
        var question = new Confirmation($"Delete {funnel.Name}", "Everybody in the store loses this funnel. What it counts stays.",
            $"Delete {funnel.Name}", "It cannot be undone.");
        if (!await dialog.AskAsync(question) || !await MayAsync(store, $"delete the funnel {funnel.Name}"))
            return false;
        if (await delete.RunAsync(store.TenantId, funnel.Id))
            toasts.Success($"{funnel.Name} is deleted");
        else
            toasts.Failure("This funnel is gone already");
        return true;
    }

    private Task<bool> MayAsync(CurrentStore store, string outcome) => rights.MayChangeAsync(store, AnalyticsPolicies.CanEdit, outcome);
}
