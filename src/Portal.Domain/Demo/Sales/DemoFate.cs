using System.Globalization;

namespace Portal.Domain.Demo.Sales;

/// <summary>What becomes of an order's money.</summary>
public enum DemoFate
{
    Paid,

    /// <summary>Paid after a payment that was declined.</summary>
    PaidAgain,

    /// <summary>Its only payment was declined; the shop calls it off a day later.</summary>
    Declined,

    /// <summary>The money never comes, and the order waits for it.</summary>
    Unpaid,

    /// <summary>Paid, and called off by the customer before it was sent.</summary>
    CalledOff,
}

/// <summary>The fate of the demo store's orders: decided by the order's number for good.</summary>
public static class DemoFates
{
    private const ulong Subjects = 7_000_000;

    /// <summary>What becomes of an order's money.</summary>
    public static DemoFate Of(ulong seed, string number) => DemoRandom.Lot(seed, Subject(number), 0) switch
    {
        < 0.011 => DemoFate.Declined,
        < 0.021 => DemoFate.Unpaid,
        < 0.036 => DemoFate.CalledOff,
        < 0.061 => DemoFate.PaidAgain,
        _ => DemoFate.Paid,
    };

    /// <summary>When an order is called off; null for most.</summary>
    public static DateTimeOffset? CancelledAt(ulong seed, string number, DateTimeOffset placedAt) => Of(seed, number) switch
    {
        DemoFate.Declined => placedAt.AddHours(24),
        DemoFate.CalledOff => placedAt.AddMinutes(30 + (int)(840 * DemoRandom.Lot(seed, Subject(number), 1))),
        _ => null,
    };

    /// <summary>True when the store keeps an order's money, so that it sends the goods.</summary>
    public static bool IsPaid(ulong seed, string number) => Of(seed, number) is DemoFate.Paid or DemoFate.PaidAgain;

    private static ulong Subject(string number) => Subjects + ulong.Parse(number.AsSpan(3), CultureInfo.InvariantCulture);
}
