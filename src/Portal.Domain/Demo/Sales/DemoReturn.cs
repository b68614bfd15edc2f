using System.Globalization;
using Portal.Domain.Demo.Goods;
using Portal.Domain.Orders;

namespace Portal.Domain.Demo.Sales;

/// <summary>
/// Goods of an order that come back: asked for some days after the parcel arrived, then received, then refunded. Decided by the
/// order's number for good.
/// </summary>
/// <param name="Line">The order's line from 0; null when everything comes back.</param>
/// <param name="IsRestocked">True when the goods are for sale again.</param>
public sealed record DemoReturn(
    DateTimeOffset RequestedAt, DateTimeOffset ReceivedAt, DateTimeOffset RefundedAt, ReturnReason Reason, int? Line, bool IsRestocked)
{
    /// <summary>The longest time from an order to its refund.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(21);

    private const double Share = 0.052;
    private const ulong Subjects = 5_000_000;

    private static readonly (ReturnReason Reason, double Weight, double Restocked)[] Reasons =
    [
        (ReturnReason.Unwanted, 32, 0.95), (ReturnReason.Defective, 21, 0), (ReturnReason.NotAsDescribed, 18, 0.75),
        (ReturnReason.WrongItem, 13, 0.95), (ReturnReason.Color, 10, 0.9), (ReturnReason.Other, 6, 0.6),
    ];

    private static readonly double[] Weights = DemoRandom.Cumulate(Reasons.Select(r => r.Weight));

    /// <summary>The return of an order, or null for the many without one.</summary>
    /// <param name="lines">How many lines the order has.</param>
    public static DemoReturn? Of(ulong seed, string number, DateTimeOffset placedAt, int lines)
    {
        var subject = Subjects + ulong.Parse(number.AsSpan(3), CultureInfo.InvariantCulture);
        double Lot(ulong question) => DemoRandom.Lot(seed, subject, question);
        if (Lot(0) >= Share || !DemoFates.IsPaid(seed, number))
            return null;

        // Parcels arrive by the fourth day.
        DateTimeOffset Shortly(int days, ulong question) =>
            DemoProfile.StartOf(DemoProfile.DayOf(placedAt).AddDays(days)).AddHours(9).AddSeconds((int)(8 * 3600 * Lot(question)));
        var requested = 5 + (int)(4 * Lot(1));
        var received = requested + 3 + (int)(4 * Lot(2));
        var refunded = received + 1 + (int)(3 * Lot(3));
        var (reason, _, restocked) = Reasons[Array.FindIndex(Weights, weight => Lot(4) * Weights[^1] < weight)];
        int? line = lines == 1 || Lot(5) < 0.6 ? null : (int)(lines * Lot(6));
        return new(Shortly(requested, 7), Shortly(received, 8), Shortly(refunded, 9), reason, line, Lot(10) < restocked);
    }

    /// <summary>Where it stands at an instant after it was asked for.</summary>
    public ReturnState StateAt(DateTimeOffset at) =>
        RefundedAt <= at ? ReturnState.Closed : ReceivedAt <= at ? ReturnState.Received : ReturnState.Requested;
}
