using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Domain.Analytics.Goals;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics.Goals;

/// <summary>Makes a goal, or changes one.</summary>
public sealed class SaveGoal(PortalDb db, TimeProvider time)
{
    /// <param name="goalId">The goal to change; null makes one.</param>
    public async Task<SaveGoalResult> RunAsync(
        Guid tenantId, Guid actorId, Guid? goalId, GoalDetails details, CancellationToken cancellationToken = default)
    {
        var errors = details.Check();
        await using var context = db.ForTenant(tenantId);
        if (goalId is null)
            errors.Require(await context.Goals.CountAsync(cancellationToken) < Goal.MaxPerStore, "name",
                $"A store has at most {Goal.MaxPerStore} goals. Delete one first.");
        if (!errors.None)
            return new SaveGoalResult.Invalid(errors);

        var now = time.GetUtcNow();
        var goal = goalId is null
            ? context.Add(new Goal
            {
                TenantId = tenantId,
                Id = Guid.CreateVersion7(now),
                Name = "",
                Match = details.Match,
                CreatedBy = actorId,
                CreatedAt = now
            }).Entity
            : await context.Goals.SingleOrDefaultAsync(g => g.Id == goalId, cancellationToken);
        if (goal is null)
            return new SaveGoalResult.Missing();

        (goal.Name, goal.Match) = (details.Name!.Trim(), details.Match);
        goal.ValueProperty = string.IsNullOrWhiteSpace(details.ValueProperty) ? null : details.ValueProperty.Trim();
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return new SaveGoalResult.Saved(goal.Id);
        }
        catch (DbUpdateException exception) when (
            exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return new SaveGoalResult.Invalid(FieldErrors.Of("name", "Another goal has this name."));
        }
        catch (DbUpdateConcurrencyException)
        {
            return new SaveGoalResult.Missing();
        }
    }
}
