using Portal.Infrastructure.Live.Counting;

namespace Portal.Infrastructure.Live;

/// <summary>What a board's figures are held against; read from the table and never changed.</summary>
/// <param name="Day">The day it is for.</param>
/// <param name="Usual">Revenue of the same weekday last week, added up: after so many microseconds of the day it was so much.</param>
/// <param name="ActiveYesterday">Active visitors at this minute yesterday.</param>
internal sealed record LiveComparison(DateOnly Day, IReadOnlyList<(long Into, decimal Revenue)> Usual, int? ActiveYesterday)
{
    public static readonly LiveComparison None = new(default, [], null);

    /// <summary>Revenue of that day by this time of it.</summary>
    public decimal? UsualAt(LiveDay day, long now)
    {
        if (Day != day.Date || Usual.Count == 0)
        {
            return null;
        }

        var into = now - day.Start;
        var (low, high) = (0, Usual.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Usual[middle].Into < into ? (middle + 1, high) : (low, middle);
        }

        return low == 0 ? 0 : Usual[low - 1].Revenue;
    }

    /// <summary>Revenue of that whole day.</summary>
    public decimal? UsualDay(LiveDay day) => Day == day.Date && Usual.Count > 0 ? Usual[^1].Revenue : null;
}
