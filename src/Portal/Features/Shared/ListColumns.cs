using Portal.Components.Shared.Tables;
using Portal.Domain.Shared.Text;

namespace Portal.Features.Shared;

/// <summary>Columns of figures as every list of the section shows and exports them.</summary>
internal static class ListColumns
{
    public static DataColumn<TRow> Count<TRow>(string key, string title, Func<TRow, decimal> figure) =>
        Number<TRow>(key, title, row => NumberFormat.Full(figure(row)), row => figure(row));

    public static DataColumn<TRow> Percent<TRow>(string key, string title, Func<TRow, decimal?> share, int decimals = 1) =>
        Number(key, title, row => NumberFormat.Percent(share(row), decimals), share);

    public static DataColumn<TRow> Money<TRow>(string key, string title, string currency, Func<TRow, decimal?> amount) =>
        Number<TRow>(key, $"{title}, {MoneyFormat.Symbol(currency)}", row => MoneyFormat.Digits(amount(row), currency), row => amount(row));

    public static DataColumn<TRow> Duration<TRow>(string key, string title, Func<TRow, decimal?> seconds) =>
        Number(key, title, row => DurationFormat.Brief(seconds(row)), seconds);

    // A downloaded file has the value itself; rates as shares of one.
    private static DataColumn<TRow> Number<TRow>(string key, string title, Func<TRow, string> text, Func<TRow, decimal?> value) =>
        new(key, title, text)
        {
            Number = true,
            Sortable = true,
            Export = row => value(row),
        };
}
