using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Components.Shared.Tables;
using Portal.Domain.Marketing;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Features.Shared;

namespace Portal.Features.Marketing;

/// <summary>The list of seasons that began, for the page and for its download.</summary>
internal static class SeasonList
{
    public static readonly TableQuery Default = TableQuery.First with { Sort = "start", Descending = true };

    private static readonly Dictionary<string, Func<SeasonResult, object?>> Keys = new()
    {
        ["name"] = row => row.Season.Name,
        ["start"] = row => row.Season.Start,
        ["days"] = row => row.Days,
        ["revenue"] = row => row.Revenue,
        ["day"] = row => row.ADay,
        ["orders"] = row => row.Orders,
        ["index"] = row => row.Index,
        ["change"] = row => Growth(row),
        ["like"] = row => row.LikeForLike,
    };

    /// <param name="cell">Draws a season's name; null for its text.</param>
    public static IReadOnlyList<DataColumn<SeasonResult>> Columns(CurrentStore store, RenderFragment<SeasonResult>? cell = null) =>
    [
        new("name", "Season", row => row.Season.Name) { Main = true, Locked = true, Sortable = true, Cell = cell, Card = CardPlace.Title },
        new("start", "From", row => Day(row.Season.Start)) { Sortable = true, Card = CardPlace.Id, Export = row => row.Season.Start },
        new("end", "To", row => Day(row.Season.End)) { Export = row => row.Season.End },
        ListColumns.Count<SeasonResult>("days", "Days", row => row.Days) with { Definition = "Days of it that have begun." },
        ListColumns.Count<SeasonResult>("orders", "Orders", row => row.Orders),
        ListColumns.Money<SeasonResult>("revenue", "Revenue", store.Currency, row => row.Revenue) with { Card = CardPlace.Amount },
        ListColumns.Money<SeasonResult>("day", "A day", store.Currency, row => row.ADay ?? 0),
        new("index", "Index", row => NumberFormat.Full(row.Index * 100))
            { Number = true, Sortable = true,
                Definition = "Revenue against the same weekdays of the four weeks before; 100 is no difference.", Card = CardPlace.State,
                CardUnit = "index", Export = row => row.Index * 100 },
        new("change", "A day, against the last", row => Signed(Growth(row)))
            { Number = true, Sortable = true, Definition = "Revenue per day against the previous time, whenever in the year it fell.",
                Card = CardPlace.Time, Export = row => Growth(row) },
        new("like", "Like for like", row => Signed(row.LikeForLike))
            { Number = true, Sortable = true,
                Definition =
                "The same growth adjusted for weekdays, so that a holiday on a Sunday compares fairly with one on a Wednesday.",
                Export = row => row.LikeForLike },
    ];

    public static TablePage<SeasonResult> Page(IEnumerable<SeasonResult> rows, TableQuery query) =>
        TableRows.Page(rows.Where(row => row.Days > 0), query, Keys, row => row.Season.Name);

    /// <summary>A growth with its sign.</summary>
    public static string Signed(decimal? growth) =>
        growth is { } known ? $"{(known < 0 ? "−" : "+")}{NumberFormat.Percent(Math.Abs(known))}" : NumberFormat.Dash;

    private static decimal? Growth(SeasonResult row) =>
        row.Before?.ADay is > 0 and var before && row.ADay is { } now ? (now / before) - 1 : null;

    private static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

}
