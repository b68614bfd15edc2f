using Portal.Domain.Catalogue;
using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Catalogue;

namespace Portal.Features.Catalogue;

/// <summary>What a change of price did, in words.</summary>
internal static class PriceEffectFormatter
{
    /// <summary>One plain sentence: what the change was and what came after it, or why nothing can be said.</summary>
    public static string Sentence(PriceChangeRow row, string currency)
    {
        var share = row.Share is { } known ? $" ({Math.Abs(known) * 100:0.#} %)" : "";
        var change =
            $"{(row.After > row.Before ? "Raised" : "Lowered")} from {MoneyFormat.Full(row.Before, row.Currency)} to "
                + $"{MoneyFormat.Full(row.After, row.Currency)}{share}";
        return row.Effect switch
        {
            PriceEffect.Unknown unknown => $"{change}. {unknown.Reason}",
            PriceEffect.Known effect =>
                $"{change}: units went from {Number(effect.Units.Before)} to {Number(effect.Units.After)} a day, margin from "
                + $"{Money(effect.Margin.Before, currency)} to {Money(effect.Margin.After, currency)}. {Verdict(effect)}",
            _ => throw new ArgumentOutOfRangeException(nameof(row)),
        };
    }

    /// <summary>A difference with its interval: −0.6 (−1.3 to 0.1).</summary>
    public static string Units(DailyChange? change) =>
        change is { } known ? $"{Signed(known.Difference)} ({Signed(known.Low)} to {Signed(known.High)})" : NumberFormat.Dash;

    /// <inheritdoc cref="Units"/>
    public static string Money(DailyChange? change, string currency) =>
        change is { } known ? $"{Signed(known.Difference, currency)} ({Signed(known.Low, currency)} to {Signed(known.High, currency)})"
            : NumberFormat.Dash;

    private static string Verdict(PriceEffect.Known effect) => effect.Margin switch
    {
        { Low: > 0 } => "The margin of a day is clearly higher.",
        { High: < 0 } => "The margin of a day is clearly lower.",
        _ => effect.Units.IsClear ? "Units clearly changed; for the margin chance alone could explain the difference."
            : "Chance alone could explain the difference.",
    };

    private static string Signed(double number) => (number < 0 ? "−" : "") + Number(Math.Abs(number));

    private static string Signed(double amount, string currency) => (amount < 0 ? "−" : "") + Money(Math.Abs(amount), currency);

    private static string Number(double number) => NumberFormat.Full((decimal)number, 1);

    private static string Money(double amount, string currency) => MoneyFormat.Brief((decimal)amount, currency);
}
