using System.Text.Json;
using Portal.Domain.Analytics.Attribution;
using Portal.Infrastructure.Analytics.Days;

namespace Portal.Infrastructure.Analytics;

/// <summary>An order beside one of the visits before it.</summary>
/// <param name="Day">The day that the order counts on.</param>
/// <param name="Revenue">In the store's currency.</param>
/// <param name="Unknown">What the order is counted under when no visit is known.</param>
/// <param name="Touch">The visit; null for an order without any.</param>
/// <param name="Way">What the visit is counted under.</param>
internal readonly record struct OrderVisit(
    DateOnly Day, string OrderId, DateTime OrderedAt, decimal Revenue, string Unknown, AttributionTouch? Touch, string Way);

/// <summary>
/// Credits orders day by day. An order's credit has nothing to do with other orders', so the days of a range are counted apart,
/// kept as answers of <see cref="DailyResultCache"/> and added up.
/// </summary>
internal static class AttributedOrders
{
    /// <summary>Credits orders as they are read, holding one order's visits at a time.</summary>
    /// <param name="visits">Those of an order follow each other, the earliest first.</param>
    /// <returns>A kept answer for each day with an order.</returns>
    public static async Task<IReadOnlyDictionary<DateOnly, byte[]>> CreditAsync(IAsyncEnumerable<OrderVisit> visits)
    {
        var tables = new Dictionary<DateOnly, AttributionTable>();
        var path = new List<OrderVisit>();
        await foreach (var visit in visits)
        {
            if (path.Count > 0 && path[0].OrderId != visit.OrderId)
            {
                Credit(tables, path);
                path.Clear();
            }

            path.Add(visit);
        }

        if (path.Count > 0)
            Credit(tables, path);
        return tables.ToDictionary(day => day.Key, day => JsonSerializer.SerializeToUtf8Bytes(day.Value.Rows()));
    }

    /// <summary>Adds up the kept answers of days.</summary>
    public static IReadOnlyList<AttributionRow> AddUp(IEnumerable<byte[]> days)
    {
        var table = new AttributionTable();
        foreach (var day in days)
            table.Add(JsonSerializer.Deserialize<List<AttributionRow>>(day)!);
        return table.Rows();
    }

    private static void Credit(Dictionary<DateOnly, AttributionTable> tables, List<OrderVisit> path)
    {
        var order = path[0];
        if (!tables.TryGetValue(order.Day, out var table))
            tables[order.Day] = table = new();
        var known = path.Where(visit => visit.Touch is not null).ToList();
        table.Add(order.OrderedAt, order.Revenue, [.. known.Select(visit => visit.Touch!.Value)], [.. known.Select(visit => visit.Way)],
            order.Unknown);
    }
}
