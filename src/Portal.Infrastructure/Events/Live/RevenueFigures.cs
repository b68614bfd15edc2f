namespace Portal.Infrastructure.Events.Live;

/// <summary>Order totals of today in the store's zone and currency.</summary>
/// <param name="Orders">Different orders.</param>
/// <param name="Usual">What the same weekday last week had brought by this time of day; null when it brought nothing at all.</param>
/// <param name="UsualDay">What that whole day brought.</param>
public sealed record RevenueFigures(decimal Today, int Orders, decimal? Usual, decimal? UsualDay)
{
    /// <summary>What today brings at this pace: the share of the day is taken from last week. Null without a usual value.</summary>
    public decimal? AtThisPace => Usual > 0 ? Today * UsualDay / Usual : null;
}
