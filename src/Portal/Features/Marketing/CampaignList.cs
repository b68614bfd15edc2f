using System.Globalization;
using Portal.Components.Shared.Tables;
using Portal.Domain.Analytics;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Features.Shared;
using Portal.Infrastructure.Marketing;

namespace Portal.Features.Marketing;

/// <summary>The list of campaigns, for the page and for its download.</summary>
internal static class CampaignList
{
    public static readonly TableQuery Default = TableQuery.First with { Sort = "cost", Descending = true };

    public static IReadOnlyList<DataColumn<Campaign>> Columns(CurrentStore store) =>
    [
        new("name", "Campaign", row => row.Name) { Main = true, Locked = true, Sortable = true, Card = CardPlace.Title },
        new("code", "In links", row => row.Code) { Card = CardPlace.Id },
        new("channel", "Channel", row => DimensionLabels.Value(TrafficDimensions.Channel, row.Channel)) { Sortable = true,
            Card = CardPlace.State },
        new("source", "Source", row => row.Source.Length == 0 ? NumberFormat.Dash : row.Source) { Hidden = true },
        new("status", "State", row => char.ToUpperInvariant(row.Status[0]) + row.Status[1..]) { FilterValues = CampaignQueries.Statuses },
        new("start", "From", row => Day(row.StartsOn)) { Sortable = true, Export = row => row.StartsOn },
        new("end", "To", row => Day(row.EndsOn)) { Export = row => row.EndsOn },
        new("budget", $"Budget, {MoneyFormat.Symbol(store.Currency)}",
            row => MoneyFormat.Digits(row.Budget, store.Currency)) { Number = true, Sortable = true, Export = row => row.Budget },
        ListColumns.Money<Campaign>("cost", "Cost so far", store.Currency, row => row.Cost) with { Card = CardPlace.Amount },
        ListColumns.Percent<Campaign>("used", "Of the budget",
            row => row.Budget > 0 ? row.Cost / row.Budget : null) with { Sortable = false, Card = CardPlace.Time },
        ListColumns.Count<Campaign>("clicks", "Clicks", row => row.Clicks),
    ];

    private static string Day(DateOnly? day) => day?.ToString("d MMM yyyy", CultureInfo.InvariantCulture) ?? NumberFormat.Dash;
}
