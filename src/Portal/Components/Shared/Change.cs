using Portal.Domain.Shared.Text;

namespace Portal.Components.Shared;

/// <summary>A change against a comparison: its size as people read it, its direction, and whether it is good news.</summary>
public sealed record Change(string Text, int Direction, bool Better)
{
    /// <summary>From one value to another in percent; null when there is nothing to compare with.</summary>
    /// <param name="downIsBetter">True for refunds and the like.</param>
    public static Change? Between(decimal? before, decimal? now, bool downIsBetter = false)
    {
        if (before is not { } from || now is not { } to || from == 0)
            return null;
        var share = (to - from) / Math.Abs(from);
        var direction = Math.Sign(Math.Round(share, 3));
        return new Change(NumberFormat.Percent(Math.Abs(share)), direction, (direction < 0) == downIsBetter);
    }

    /// <summary>Between two shares of one, in percentage points.</summary>
    public static Change? BetweenShares(decimal? before, decimal? now)
    {
        if (before is not { } from || now is not { } to)
            return null;
        var difference = Math.Round(to - from, 4);
        return new Change(NumberFormat.Points(Math.Abs(difference)), Math.Sign(difference), difference > 0);
    }
}
