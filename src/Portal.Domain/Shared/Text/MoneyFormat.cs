namespace Portal.Domain.Shared.Text;

/// <summary>Money as people read it: the currency's own symbol, side and decimals.</summary>
public static class MoneyFormat
{
    private sealed record Style(string Symbol, bool Spaced = false, bool After = false, int Decimals = 2);

    private static readonly Dictionary<string, Style> Styles = new(StringComparer.OrdinalIgnoreCase)
    {
        ["IDR"] = new("Rp", Spaced: true, Decimals: 0),
        ["USD"] = new("$"),
        ["EUR"] = new("€"),
        ["GBP"] = new("£"),
        ["JPY"] = new("¥", Decimals: 0),
        ["KRW"] = new("₩", Decimals: 0),
        ["VND"] = new("₫", Spaced: true, After: true, Decimals: 0),
        ["INR"] = new("₹"),
        ["AUD"] = new("A$"),
        ["CAD"] = new("C$"),
        ["NZD"] = new("NZ$"),
        ["SGD"] = new("S$"),
        ["HKD"] = new("HK$"),
        ["BRL"] = new("R$", Spaced: true),
        ["MXN"] = new("MX$"),
        ["MYR"] = new("RM", Spaced: true),
        ["THB"] = new("฿"),
        ["PHP"] = new("₱"),
        ["TRY"] = new("₺"),
        ["CHF"] = new("CHF", Spaced: true),
        ["SEK"] = new("kr", Spaced: true, After: true),
        ["NOK"] = new("kr", Spaced: true, After: true),
        ["DKK"] = new("kr", Spaced: true, After: true),
        ["PLN"] = new("zł", Spaced: true, After: true),
        ["CZK"] = new("Kč", Spaced: true, After: true),
        ["HUF"] = new("Ft", Spaced: true, After: true, Decimals: 0),
        ["CLP"] = new("CLP$", Decimals: 0),
        ["ISK"] = new("ISK", Spaced: true, Decimals: 0),
        ["KWD"] = new("KWD", Spaced: true, Decimals: 3),
        ["BHD"] = new("BHD", Spaced: true, Decimals: 3),
    };

    /// <summary>In full with the currency's decimals: Rp 1,804,000, €12.50.</summary>
    public static string Full(decimal? amount, string currency) =>
        amount is { } value ? Join(value, NumberFormat.Full(Math.Abs(value), Of(currency).Decimals), Of(currency)) : NumberFormat.Dash;

    /// <summary>Abbreviated from a million on: Rp 48.62M.</summary>
    public static string Brief(decimal? amount, string currency) =>
        amount is { } value ? Join(value, NumberFormat.Brief(Math.Abs(value), Decimals(value, currency)), Of(currency)) : NumberFormat.Dash;

    /// <summary>The digits alone, for a column whose header names the currency.</summary>
    public static string Digits(decimal? amount, string currency) => NumberFormat.Full(amount, Of(currency).Decimals);

    /// <summary>The symbol people know: Rp, $, €.</summary>
    public static string Symbol(string currency) => Of(currency).Symbol;

    /// <summary>Abbreviated, in parts, with the full amount beside it.</summary>
    public static MoneyFormatter Parts(decimal? amount, string currency)
    {
        if (amount is not { } value)
            return new MoneyFormatter("", NumberFormat.Dash, "", NumberFormat.Dash);
        var style = Of(currency);
        var number = NumberFormat.Brief(value, Decimals(value, currency));
        return style.After
            ? new MoneyFormatter("", number, style.Symbol, Full(value, currency))
            : new MoneyFormatter(style.Symbol, number, "", Full(value, currency));
    }

    private static Style Of(string currency) =>
        Styles.TryGetValue(currency, out var style) ? style : new Style(currency.ToUpperInvariant(), Spaced: true);

    // Cents say nothing beside five digits.
    private static int Decimals(decimal amount, string currency) => Math.Abs(amount) >= 10_000 ? 0 : Of(currency).Decimals;

    private static string Join(decimal amount, string digits, Style style)
    {
        var space = style.Spaced ? " " : "";
        var sign = amount < 0 ? "−" : "";
        return style.After ? $"{sign}{digits}{space}{style.Symbol}" : $"{sign}{style.Symbol}{space}{digits}";
    }
}

/// <summary>An amount split so that its currency can be set smaller than its digits.</summary>
/// <param name="Prefix">The currency before the digits, or empty.</param>
/// <param name="Suffix">The currency after the digits, or empty.</param>
/// <param name="Full">The same amount unabbreviated, for a tooltip.</param>
public sealed record MoneyFormatter(string Prefix, string Number, string Suffix, string Full);
