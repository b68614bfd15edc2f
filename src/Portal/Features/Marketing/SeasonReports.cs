using Portal.Components.Shared.Tables;
using Portal.Domain.Marketing;
using Portal.Domain.Shared.Text;

namespace Portal.Features.Marketing;

/// <summary>The reports beside the list of seasons as files have them.</summary>
internal static class SeasonReports
{
    public static IReadOnlyList<DataColumn<(DayOfWeek Weekday, decimal Index)>> Weekdays { get; } =
        [new("weekday", "Weekday", row => row.Weekday.ToString()), new("index", "Index", _ => "") { Export = row => row.Index * 100 }];

    public static IReadOnlyList<DataColumn<LikeForLike>> LikeForLike(string currency) =>
    [
        new("match", "Matched by", row => row.Match.ToString()),
        new("days", "Days", _ => "") { Export = row => row.Days },
        new("now", $"Now, {MoneyFormat.Symbol(currency)}", _ => "") { Export = row => row.Days == 0 ? null : row.Now },
        new("before", $"Before, {MoneyFormat.Symbol(currency)}", _ => "") { Export = row => row.Days == 0 ? null : row.Before },
        new("change", "Change", _ => "") { Export = row => row.Growth },
    ];
}
