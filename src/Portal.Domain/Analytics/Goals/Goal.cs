using Portal.Domain.Analytics.Matching;
using Portal.Domain.Tenancy;

namespace Portal.Domain.Analytics.Goals;

/// <summary>What a store wants its visitors to do.</summary>
public sealed class Goal : ITenantOwned
{
    /// <summary>Goals that a store keeps at most.</summary>
    public const int MaxPerStore = 50;

    public Guid TenantId { get; init; }
    public Guid Id { get; init; }
    public required string Name { get; set; }

    /// <summary>The events that reach it.</summary>
    public required EventMatch Match { get; set; }

    /// <summary>The property whose numbers are added up; null counts only how often it is reached.</summary>
    public string? ValueProperty { get; set; }
    public Guid? CreatedBy { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
}
