namespace Portal.Infrastructure.Imports.Kinds;

/// <summary>Amounts of money that a row states.</summary>
internal static class ImportAmount
{
    // A tenth of what a column holds, so that an order's amounts come to something that it holds.
    private const decimal TooLarge = 10_000_000_000_000m;

    // A column of rates has ten digits before the point.
    private const decimal TooLargeRate = 10_000_000_000m;

    /// <summary>Why an amount cannot be counted; null when it can.</summary>
    /// <param name="times">What it is multiplied with, such as a quantity.</param>
    public static string? Problem(string label, decimal? amount, decimal times = 1) =>
        Math.Abs(amount ?? 0) * Math.Max(1, Math.Abs(times)) < TooLarge ? null : $"{label}: the amount is too large to be counted.";

    /// <summary>Why an exchange rate cannot be used; null when it can, or when there is none.</summary>
    public static string? RateProblem(decimal? rate) => rate switch
    {
        <= 0 => "Exchange rate: it has to be above zero.",
        >= TooLargeRate => "Exchange rate: it is too large.",
        _ => null,
    };
}
