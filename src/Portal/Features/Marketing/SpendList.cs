using System.Globalization;
using Portal.Components.Shared.Tables;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Features.Shared;
using Portal.Infrastructure.Marketing;

namespace Portal.Features.Marketing;

/// <summary>The list of what advertising costs and brings, for the page and for its download.</summary>
internal static class SpendList
{
    public static readonly TableQuery Default = TableQuery.First with { Sort = "cost", Descending = true };

    private static readonly Dictionary<string, Func<SpendRow, object?>> Keys = new()
    {
        ["value"] = row => row.Value,
        ["cost"] = row => row.Cost,
        ["impressions"] = row => row.Impressions,
        ["clicks"] = row => row.Clicks,
        ["cpc"] = row => row.Cpc,
        ["orders"] = row => row.Orders,
        ["revenue"] = row => row.Revenue,
        ["roas"] = row => row.Roas,
        ["new"] = row => row.NewCustomers,
        ["cac"] = row => row.Cac,
    };

    public static IReadOnlyList<DataColumn<SpendRow>> Columns(SpendParameters parameters, string currency) =>
    [
        new("value", DimensionLabels.Title(parameters.Dimension), row => Name(parameters, row)) { Main = true, Locked = true,
            Sortable = true,
            Card = CardPlace.Title },
        ListColumns.Money<SpendRow>("cost", "Cost", currency, row => row.Cost) with { Card = CardPlace.Amount },
        Figure("impressions", "Impressions", row => row.Impressions, 0) with { Hidden = true },
        Figure("clicks", "Clicks", row => row.Clicks, 0),
        Money("cpc", "Cost of a click", currency, row => row.Cpc),
        Figure("orders", "Orders", row => row.Orders,
            1) with { Definition = "Orders of these days that the chosen model credits to it, in parts.", Card = CardPlace.Id,
            CardUnit = "orders" },
        ListColumns.Money<SpendRow>("revenue", "Revenue", currency,
            row => row.Revenue) with { Definition = "Revenue of those orders, before refunds." },
        Figure("roas", "ROAS", row => row.Roas, 2) with { Definition = "Return on ad spend: revenue divided by cost.",
            Card = CardPlace.State, CardUnit = "ROAS" },
        Figure("new", "New customers", row => row.NewCustomers,
            0) with { Definition = "Persons whose first order came by it, by the visit they ordered in." },
        Money("cac", "CAC", currency, row => row.Cac) with { Definition = "Customer acquisition cost: cost divided by new customers." },
    ];

    public static TablePage<SpendRow> Page(SpendReport report, SpendParameters parameters, TableQuery query) =>
        TableRows.Page(report.Rows, query, Keys, row => Name(parameters, row));

    private static string Name(SpendParameters parameters, SpendRow row) =>
        row.Value.Length == 0 ? "None named" : DimensionLabels.Value(parameters.Dimension, row.Value);

    private static DataColumn<SpendRow> Figure(string key, string title, Func<SpendRow, decimal?> figure, int decimals) =>
        new(key, title, row => NumberFormat.Full(figure(row), decimals))
        {
            Number = true,
            Sortable = true,
            Export = row => figure(row),
        };

    private static DataColumn<SpendRow> Money(string key, string title, string currency, Func<SpendRow, decimal?> amount) =>
        new(key, $"{title}, {MoneyFormat.Symbol(currency)}", row => MoneyFormat.Digits(amount(row), currency))
        {
            Number = true,
            Sortable = true,
            Export = row => amount(row)
        };
}
