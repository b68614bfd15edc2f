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
        errors.Require(!string.IsNullOrWhiteSpace(Name), "name", "Enter a name for the goal.");
        errors.Require(Name is null || Name.Trim().Length <= NameLength, "name", $"Use at most {NameLength} characters.");
        errors.Require(Match.Problem() is null, "match", Match.Problem() ?? "");
        errors.Require(
            ValueProperty is null || (ValueProperty.Trim().Length <= EventFilter.MaxCharacters
                && !ValueProperty.Contains('\0', StringComparison.Ordinal)),
            "valueProperty", $"Use at most {EventFilter.MaxCharacters} characters.");
        return errors;
    }
}
