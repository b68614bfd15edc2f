using Portal.Components.Shared.Tables;
using Portal.Domain.Analytics.Attribution;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Features.Shared;

namespace Portal.Features.Analytics.Attribution;

/// <summary>The list of what earned orders, with the models side by side.</summary>
internal static class AttributionList
{
    public static readonly TableQuery Default = TableQuery.First with { Sort = "last_non_direct", Descending = true };

    private static readonly (AttributionModel Model, string Key, string Title)[] Models =
    [
        (AttributionModel.First, "first", "First"),
        (AttributionModel.Last, "last", "Last"),
        (AttributionModel.LastNonDirect, "last_non_direct", "Last non-direct"),
        (AttributionModel.Linear, "linear", "Linear"),
        (AttributionModel.TimeDecay, "time_decay", "Time decay"),
        (AttributionModel.Position, "position", "Position"),
    ];

    /// <summary>What a model does, in a sentence for the hover.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Definitions { get; } =
    [
        new("First", "All to the first visit"),
        new("Last", "All to the last visit, direct or not"),
        new("Last non-direct", "All to the last visit that was not direct"),
        new("Linear", "The same to each visit"),
        new("Time decay", "Half as much for every 7 days before the order"),
        new("Position", "40% to the first and to the last visit, 20% to those between"),
    ];

    public static IReadOnlyList<DataColumn<AttributionRow>> Columns(AttributionParameters parameters, string currency) =>
    [
        new("value", DimensionLabels.Title(parameters.Dimension),
            row => DimensionLabels.Value(parameters.Dimension, row.Value)) { Main = true,
            Locked = true, Sortable = true, Card = CardPlace.Title },
        .. Models.Select(model => (parameters.IsOrders
            ? ListColumns.Count<AttributionRow>(model.Key, model.Title,
                row => row.Under(model.Model).Orders) with { Text = row => NumberFormat.Full(row.Under(model.Model).Orders, 1) }
            : ListColumns.Money<AttributionRow>(model.Key, model.Title, currency,
                row => row.Under(model.Model).Revenue)) with { Card = model.Model == AttributionModel.LastNonDirect ? CardPlace.Amount
                : CardPlace.None }),
    ];

    /// <summary>One page of rows that are all known.</summary>
    public static TablePage<AttributionRow> Page(IReadOnlyList<AttributionRow> rows, AttributionParameters parameters, TableQuery query)
    {
        var found = rows.Where(row => query.Search is null
            || DimensionLabels.Value(parameters.Dimension, row.Value).Contains(query.Search, StringComparison.OrdinalIgnoreCase));
        if (query.Sort == "value")
        {
            found = found.OrderBy(row => DimensionLabels.Value(parameters.Dimension, row.Value), StringComparer.OrdinalIgnoreCase);
        }
        else
        {
            var model = Models.FirstOrDefault(known => known.Key == query.Sort, Models[2]).Model;
            found = found.OrderBy(row => parameters.IsOrders ? row.Under(model).Orders : row.Under(model).Revenue)
                .ThenByDescending(row => row.Value, StringComparer.Ordinal);
        }

        var ordered = (query.Descending ? found.Reverse() : found).ToList();
        return new([.. ordered.Skip(query.Offset).Take(query.Size)], ordered.Count);
    }
}
