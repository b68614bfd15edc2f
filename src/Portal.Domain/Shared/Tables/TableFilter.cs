namespace Portal.Domain.Shared.Tables;

/// <summary>How a filter compares a column with its values.</summary>
public enum TableOperator
{
    /// <summary>Equal to one of the values.</summary>
    Is,

    /// <summary>Equal to none of the values.</summary>
    IsNot,

    /// <summary>Contains the first value, letter case aside.</summary>
    Contains,
}

/// <summary>One condition on one column.</summary>
/// <param name="Column">Key of the column.</param>
public sealed record TableFilter(string Column, TableOperator Operator, IReadOnlyList<string> Values)
{
    /// <summary>True when a row with this text in the column passes.</summary>
    public bool Accepts(string text) => Operator switch
    {
        TableOperator.Is => Values.Contains(text, StringComparer.OrdinalIgnoreCase),
        TableOperator.IsNot => !Values.Contains(text, StringComparer.OrdinalIgnoreCase),
        TableOperator.Contains => Values.Count == 0 || text.Contains(Values[0], StringComparison.OrdinalIgnoreCase),
        _ => throw new ArgumentOutOfRangeException(nameof(text), Operator, null),
    };
}
