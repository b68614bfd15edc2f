using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Analytics.Goals;

/// <summary>How making or changing a goal ended.</summary>
public abstract record SaveGoalResult
{
    private SaveGoalResult()
    {
    }

    public sealed record Saved(Guid GoalId) : SaveGoalResult;

    /// <summary>The store has no such goal any more.</summary>
    public sealed record Missing : SaveGoalResult;

    public sealed record Invalid(FieldErrors Errors) : SaveGoalResult;
}
