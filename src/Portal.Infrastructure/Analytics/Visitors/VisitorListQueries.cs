using System.Runtime.CompilerServices;
using Portal.Domain.Analytics;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics.Visitors;

/// <summary>Who was in the store lately. Goes back day by day, so that the latest cost no more in a store with a long history.</summary>
public sealed class VisitorListQueries(PortalDatabase database)
{
    // A person is listed on her latest day of the range only. $3 day, $4 last day of the range, $5 and $6 the cursor, $7 rows.
    private const string OfDay = $"""
        with latest as (
          select distinct on (person) * from sessions
          where tenant_id = $1 and is_bot = any ($2) and day = $3
          order by person, ended_at desc
        )
        select s.person, {VisitorRows.Columns} from latest s
        {VisitorRows.Known}
        where (s.ended_at, s.person) < ($5, $6)
          and not exists (select from sessions l where l.tenant_id = $1 and l.person = s.person and l.day > $3 and l.day <= $4
            and l.is_bot = any ($2))
        order by s.ended_at desc, s.person desc limit $7
        """;

    private const int All = int.MaxValue;

    private static readonly DateTimeOffset End = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The visitors with a session on the range's days before a cursor.</summary>
    /// <param name="before">Null for the latest.</param>
    /// <param name="size">At most so many.</param>
    public async Task<VisitorListing> LatestAsync(
        Guid tenantId, AnalyticsRange range, VisitorCursor? before, int size, CancellationToken cancellationToken)
    {
        var found = new List<(VisitorRow Row, DateOnly Day)>();
        for (var day = before?.Day ?? range.To; day >= range.From && found.Count <= size; day = day.AddDays(-1))
        {
            var cursor = before is not null && before.Day == day ? before : new(day, End, long.MaxValue);
            var visitors = await database.ListAsync(
                tenantId, OfDay, [range.Bots, day, range.To, cursor.SeenAt, cursor.Person, size + 1 - found.Count], VisitorRows.Read,
                cancellationToken);
            found.AddRange(visitors.Select(visitor => (visitor, day)));
        }

        var shown = found.Take(size).ToList();
        return new(
            [.. shown.Select(visitor => visitor.Row)],
            found.Count > size ? new(shown[^1].Day, shown[^1].Row.SeenAt!.Value, shown[^1].Row.Visitor) : null);
    }

    /// <summary>
    /// Every visitor with a session on the range's days, the latest first, as they come from the database a day at a time.
    /// </summary>
    public async IAsyncEnumerable<VisitorRow> StreamAsync(
        Guid tenantId, AnalyticsRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var day = range.To; day >= range.From; day = day.AddDays(-1))
        {
            await foreach (var visitor in database.StreamAsync(tenantId, OfDay, [range.Bots, day, range.To, End, long.MaxValue, All],
                VisitorRows.Read, cancellationToken))
                yield return visitor;
        }
    }
}
