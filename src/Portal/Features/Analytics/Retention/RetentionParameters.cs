using Portal.Domain.Analytics.Retention;

namespace Portal.Features.Analytics.Retention;

/// <summary>The words for a question of retention in addresses and in the API. What makes no sense is the standard.</summary>
internal static class RetentionParameters
{
    public const string Basis = "cohort";
    public const string Period = "period";
    public const string Kind = "kind";

    public static IReadOnlyList<string> Bases { get; } = ["visit", "order"];

    public static IReadOnlyList<string> Periods { get; } = ["week", "day"];

    public static IReadOnlyList<string> Kinds { get; } = ["exact", "unbounded"];

    public static RetentionQuestion Read(string? basis, string? period, string? kind) => new(
        basis == Bases[1] ? RetentionBasis.Order : RetentionBasis.Visit,
        kind == Kinds[1] ? RetentionKind.Unbounded : RetentionKind.Exact,
        period == Periods[1] ? RetentionPeriod.Day : RetentionPeriod.Week);

    public static (string, string?)[] Write(RetentionQuestion question) =>
    [
        (Basis, question.Basis == RetentionBasis.Order ? Bases[1] : null),
        (Period, question.Period == RetentionPeriod.Day ? Periods[1] : null),
        (Kind, question.Kind == RetentionKind.Unbounded ? Kinds[1] : null),
    ];
}
