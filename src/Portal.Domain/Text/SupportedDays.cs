namespace Portal.Domain.Text;

/// <summary>
/// The days that may be stated or asked for. Calendars end at year 1 and 9999, where every neighbour of a day, in another zone, a
/// period before or a year later, would be none; nothing that a shop does lies near them.
/// </summary>
public static class SupportedDays
{
    public static readonly DateOnly First = new(1900, 1, 1);
    public static readonly DateOnly Last = new(2999, 12, 31);

    public static bool Contains(DateOnly day) => day >= First && day <= Last;

    /// <summary>Whether an instant lies on one of them, in UTC.</summary>
    public static bool Contains(DateTimeOffset instant) => Contains(DateOnly.FromDateTime(instant.UtcDateTime));
}
