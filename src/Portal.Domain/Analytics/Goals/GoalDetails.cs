using Portal.Domain.Analytics.Matching;
using Portal.Domain.Tenancy;

namespace Portal.Domain.Analytics.Goals;

/// <summary>What a person says of a goal.</summary>
public sealed record GoalDetails(string? Name, EventMatch Match, string? ValueProperty)
{
    private const int NameLength = 80;

    /// <summary>The rule that the form and the use case share.</summary>
    public FieldErrors Check()
    {
        var errors = new FieldErrors();
        errors.Demand(!string.IsNullOrWhiteSpace(Name), "name", "Enter a name for the goal.");
        errors.Demand(Name is null || Name.Trim().Length <= NameLength, "name", $"Use at most {NameLength} characters.");
        errors.Demand(Match.Problem() is null, "match", Match.Problem() ?? "");
        errors.Demand(
            ValueProperty is null || (ValueProperty.Trim().Length <= EventFilter.MostCharacters && !ValueProperty.Contains('\0', StringComparison.Ordinal)),
            "valueProperty", $"Use at most {EventFilter.MostCharacters} characters.");
        return errors;
    }
}
