namespace Portal.Domain.Shared.Text;

/// <summary>
/// The days that a shop's facts can lie on. Anything outside is a mistake of whoever wrote it, such as the zero of a spreadsheet, and is
/// refused before it meets a time zone, a calendar or the end of what .NET can count.
/// </summary>
public static class DateLimits
{
    public static readonly DateOnly Min = new(1900, 1, 1);

    public static readonly DateOnly Max = new(2199, 12, 31);

    /// <summary>The limits in words: "from 1900 to 2199".</summary>
    public static string Words { get; } = FormattableString.Invariant($"from {Min.Year} to {Max.Year}");

    public static bool Contains(DateOnly day) => day >= Min && day <= Max;

    public static bool Contains(DateTime local) => Contains(DateOnly.FromDateTime(local));

    public static bool Contains(DateTimeOffset instant) => Contains(instant.UtcDateTime);
}
