using System.Globalization;
using Portal.Components.Shared.Tables;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.ExchangeRates;

namespace Portal.Features.ExchangeRates;

/// <summary>The list of rates, for the page and for its files.</summary>
internal static class ExchangeRateList
{
    public static readonly TableQuery Default = TableQuery.First with { Sort = "day", Descending = true };

    public static IReadOnlyList<DataColumn<ExchangeRate>> Columns(CurrentStore store)
    {
        var clock = StoreClock.For(store.TimeZone);
        return
        [
            new("currency", "Currency", rate => rate.Currency) { Main = true, Locked = true, Sortable = true, Card = CardPlace.Title },
            new("day", "Day", rate => rate.Day.ToString("d MMM yyyy", CultureInfo.InvariantCulture)) { Sortable = true, Card = CardPlace.Id,
                Export = rate => rate.Day },
            new("rate", $"Rate, {store.Currency}", rate => Text(rate.Rate)) { Number = true, Sortable = true, Card = CardPlace.Amount,
                Definition = $"Units of {store.Currency} for one unit.", Export = rate => rate.Rate },
            new("before", $"Before, {store.Currency}",
                rate => rate.Before is { } before ? Text(before) : NumberFormat.Dash) { Number = true,
                Definition = "The rate of the day before it was corrected.", Export = rate => rate.Before },
            new("source", "From", rate => rate.Source == "bank" ? "European Central Bank" : "The store") { Card = CardPlace.State },
            new("updated", "Stated", rate => clock.Full(rate.UpdatedAt)) { Card = CardPlace.Time,
                Export = rate => clock.Local(rate.UpdatedAt) },
        ];
    }

    public static void MapExchangeRateExports(this IEndpointRouteBuilder routes)
    {
        routes.MapExport<ExchangeRateQueries>("/settings/exchange-rates", ExchangeRatePolicies.CanView, (call, rates) =>
            TableExport.File(call.Request, $"exchange-rates-{call.Store.Slug}", Columns(call.Store), Default,
                (query, token) => rates.ListAsync(call.Store.TenantId, query, token)));
        routes.MapExport<ExchangeRateQueries>("/settings/exchange-rates/waiting", ExchangeRatePolicies.CanView, (call, rates) =>
            TableExport.Report(call.Request, $"waiting-for-rates-{call.Store.Slug}", Waiting,
                async () => await rates.WaitingAsync(call.Store.TenantId, call.Cancel)));
    }

    private static IReadOnlyList<DataColumn<WaitingRows>> Waiting { get; } =
    [
        new("import", "Import", rows => rows.FileName),
        new("currency", "Currency", rows => rows.Currency),
        new("from", "From", _ => "") { Export = rows => rows.From },
        new("to", "To", _ => "") { Export = rows => rows.To },
        new("rows", "Rows", _ => "") { Export = rows => rows.Rows },
    ];

    /// <summary>A rate with all of its places.</summary>
    public static string Text(decimal rate) => rate.ToString("#,##0.########", CultureInfo.InvariantCulture);
}
