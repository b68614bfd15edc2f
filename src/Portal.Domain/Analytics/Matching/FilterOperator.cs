namespace Portal.Domain.Analytics.Matching;

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
