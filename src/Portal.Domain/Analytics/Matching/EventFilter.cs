using System.Globalization;
using Portal.Domain.Analytics.Privacy;

namespace Portal.Domain.Analytics.Matching;

/// <summary>One condition on an event. A property holds a number when it is one, or a text of digits such as "12.50".</summary>
/// <param name="Property">The property's name; null for the other fields.</param>
public sealed record EventFilter(FilterField Field, string? Property, FilterOperator Operator, string Value)
{
    /// <summary>Characters of a value or of a property's name at most.</summary>
    public const int MaxCharacters = 200;

    private static readonly FilterOperator[] Equality = [FilterOperator.Is];
    private static readonly FilterOperator[] Path = [FilterOperator.Is, FilterOperator.StartsWith, FilterOperator.Contains];
    private static readonly FilterOperator[] Any = Enum.GetValues<FilterOperator>();

    /// <summary>The value as a number, for the operators that compare numbers.</summary>
    public decimal? Number => decimal.TryParse(
        Value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number
            : null;

    /// <summary>True when the operator compares numbers.</summary>
    public bool IsNumeric => Operator >= FilterOperator.MoreThan;

    /// <summary>
    /// True when the answer would tell something of a person by name, address or phone: only for readers who may see that.
    /// </summary>
    public bool AsksForPeople =>
        (Property is not null && PersonalData.IsPersonal(Property, isTrait: false)) || PersonalData.MaskText(Value) != Value;

    /// <summary>The comparisons that a field knows.</summary>
    public static IReadOnlyList<FilterOperator> OperatorsOf(FilterField field) => field switch
    {
        FilterField.Path => Path,
        FilterField.Property => Any,
        _ => Equality,
    };

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Problem() => this switch
    {
        { Field: FilterField.Property, Property: not { Length: > 0 and <= MaxCharacters } } => "Name the property to compare.",
        { Value: not { Length: > 0 } } => "Enter a value to compare with.",
        { Value.Length: > MaxCharacters } => $"Use at most {MaxCharacters} characters to compare with.",
        _ when HasNull(Value) || HasNull(Property) => "A text cannot hold the character zero.",
        _ when !OperatorsOf(Field).Contains(Operator) => "This field is not compared that way.",
        { IsNumeric: true, Number: null } => $"{Value} is not a number.",
        _ => null,
    };

    // PostgreSQL has no text with it.
    private static bool HasNull(string? text) => text?.Contains('\0', StringComparison.Ordinal) is true;
}

/// <summary>How a filter compares. Letter case counts for paths only; the last four compare numbers.</summary>
public enum FilterOperator
{
    Is,
    Contains,
    StartsWith,
    MoreThan,
    AtLeast,
    LessThan,
    AtMost,
}
