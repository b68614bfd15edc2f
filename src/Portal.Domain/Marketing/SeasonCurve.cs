namespace Portal.Domain.Marketing;

/// <summary>
/// How a season ran, day by day, with the days around it, so that several can be laid over each other at their first day.
/// </summary>
/// <param name="Values">Revenue from <see cref="Lead"/> days before the first day on; null for days that are not known or not over.</param>
public sealed record SeasonCurve(Season Season, IReadOnlyList<decimal?> Values)
{
    /// <summary>Days before the season and after it that are shown.</summary>
    public const int Lead = 7;

    private const int MaxTimes = 3;

    /// <summary>The latest times of a season that began, the latest first; all of the length of the longest.</summary>
    /// <param name="seasons">Of one code, the latest first.</param>
    /// <param name="known">The first day of which trade is known.</param>
    public static IReadOnlyList<SeasonCurve> Of(
        IReadOnlyList<Season> seasons, IReadOnlyDictionary<DateOnly, TradeDay> trade, DateOnly known, DateOnly today)
    {
        var shown = seasons.Where(season => season.Start <= today && season.End >= known).Take(MaxTimes).ToList();
        var days = shown.Count == 0 ? 0 : shown.Max(season => season.Days) + (2 * Lead);
        return
        [
            .. shown.Select(season => new SeasonCurve(season,
            [
                .. Enumerable.Range(-Lead, days).Select(season.Start.AddDays)
                    .Select(day => day < known || day >= today ? (decimal?)null : trade.GetValueOrDefault(day).Revenue),
            ])),
        ];
    }
}
