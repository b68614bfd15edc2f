using Portal.Components.Shared.Tables;
using Portal.Domain.Shared.Tables;
using Portal.Features.Shared;
using Portal.Infrastructure.Analytics;

namespace Portal.Features.Analytics.Traffic;

/// <summary>The list of what was searched for.</summary>
internal static class SearchList
{
    /// <summary>The view of an address that shows only what was not found.</summary>
    public const string MissedView = "missed";

    public static readonly TableQuery Default = TableQuery.First;

    public static IReadOnlyList<DataColumn<SearchRow>> Columns { get; } =
    [
        new("query", "Words", row => row.Query) { Main = true, Locked = true, Sortable = true, Card = CardPlace.Title },
        ListColumns.Count<SearchRow>("searches", "Searches", row => row.Searches) with { Card = CardPlace.Amount, CardUnit = "searches" },
        ListColumns.Count<SearchRow>("without_result", "Without result", row => row.WithoutResult) with { Card = CardPlace.Id,
            CardUnit = "without result", Definition = "Searches that the shop says found nothing." },
        ListColumns.Percent<SearchRow>("without_rate", "Share without result", row => row.WithoutRate) with { Card = CardPlace.Time },
    ];
}
