using Portal.Components.Shared;
using Portal.Domain.Analytics.Goals;
using Portal.Domain.Tenancy;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Analytics.Goals;

namespace Portal.Features.Analytics.Goals;

/// <summary>Makes, changes and deletes goals for the person at the page, and says what came of it.</summary>
public sealed class GoalChanges(SaveGoal save, DeleteGoal delete, StoreRights rights, ConfirmDialog dialog, Toasts toasts)
{
    /// <param name="goalId">The goal to change; null makes one.</param>
    /// <returns>What is wrong with it.</returns>
    public async Task<FieldErrors> SaveAsync(CurrentStore store, Guid? goalId, GoalDetails details)
    {
        if (!await MayAsync(store, $"save the goal {details.Name}"))
            return new();
        switch (await save.RunAsync(store.TenantId, await rights.PersonAsync(), goalId, details))
        {
            case SaveGoalResult.Saved:
                toasts.Success($"{details.Name!.Trim()} is {(goalId is null ? "a goal now" : "changed")}");
                return new();
            case SaveGoalResult.Invalid(var errors):
                return errors;
            case SaveGoalResult.Missing:
                toasts.Failure("This goal is gone already");
                return new();
            default:
                throw new InvalidOperationException("Saving a goal ended in a way this page does not know.");
        }
    }

    /// <returns>True when it is gone.</returns>
    public async Task<bool> DeleteAsync(CurrentStore store, Goal goal)
    {
        var question = new Confirmation($"Delete {goal.Name}", "Everybody in the store loses this goal. The events that reached it stay.",
            $"Delete {goal.Name}", "It cannot be undone.");
        if (!await dialog.AskAsync(question) || !await MayAsync(store, $"delete the goal {goal.Name}"))
            return false;
        if (await delete.RunAsync(store.TenantId, goal.Id))
            toasts.Success($"{goal.Name} is deleted");
        else
            toasts.Failure("This goal is gone already");
        return true;
    }

    private Task<bool> MayAsync(CurrentStore store, string outcome) => rights.MayChangeAsync(store, AnalyticsPolicies.CanEdit, outcome);
}
