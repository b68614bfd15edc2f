namespace Portal.Infrastructure.Events.Live;

/// <summary>How fast events arrive.</summary>
/// <param name="BySecond">Events received in each of the last 60 whole seconds, the newest last.</param>
/// <param name="BusiestMinute">Events of the busiest whole minute of the last two hours.</param>
/// <param name="BusiestAt">When it began; null without any event.</param>
public sealed record PaceFigures(IReadOnlyList<int> BySecond, int BusiestMinute, DateTimeOffset? BusiestAt)
{
    /// <summary>Events a second over the last minute.</summary>
    public decimal ASecond => Math.Round(BySecond.Sum() / 60m, 1);

    /// <summary>Events a second in the busiest minute.</summary>
    public decimal Peak => Math.Round(BusiestMinute / 60m, 1);
}
