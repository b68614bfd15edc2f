using Npgsql;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics.Visitors;

/// <summary>Who a visitor is. Asked for any of her numbers, it answers for the whole person.</summary>
public sealed class VisitorQueries(PortalDatabase database)
{
    // $1 tenant, $2 person, $3 bots.
    private const string Sessions = """
        select min(started_at), max(ended_at), count(*) filter (where $3 or not is_bot), count(*) filter (where is_bot and not $3),
               coalesce(sum(events) filter (where $3 or not is_bot), 0)::bigint
        from sessions where tenant_id = $1 and person = $2
        """;

    private const string Orders =
        "select count(*), coalesce(sum(revenue), 0) from event_orders where tenant_id = $1 and person = $2 and ($3 or not is_bot)";

    private const string Touches = """
        (select touch_at, channel, source, medium, campaign from sessions
         where tenant_id = $1 and person = $2 and touch_at is not null and ($3 or not is_bot) order by started_at limit 1)
        union all
        (select touch_at, channel, source, medium, campaign from sessions
         where tenant_id = $1 and person = $2 and touch_at is not null and ($3 or not is_bot) order by started_at desc limit 1)
        order by 1
        """;

    private const string Places = """
        select true, concat_ws(', ', device, browser, os), count(*) from sessions
        where tenant_id = $1 and person = $2 and ($3 or not is_bot) and coalesce(device, browser, os) is not null group by 2
        union all
        select false, country, count(*) from sessions
        where tenant_id = $1 and person = $2 and ($3 or not is_bot) and country is not null group by 2
        order by 3 desc, 2
        """;

    /// <summary>The profile of a visitor's person; null when the store knows nothing of the number.</summary>
    /// <param name="bots">Whether sessions of bots count.</param>
    public async Task<VisitorProfile?> FindAsync(CurrentStore store, long visitor, bool bots, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenForTenantAsync(store.TenantId, cancellationToken);
        var whom = await PersonOfVisitor.FindAsync(connection, store.TenantId, visitor, cancellationToken);
        if (!whom.IsKnown)
            return null;

        var said = await PersonTraits.ReadAsync(connection, store, whom, cancellationToken);
        var ids = await NamedAsync(connection, store, whom, said, cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var sql in (string[])[Sessions, Orders, Touches, Places])
            batch.BatchCommands.Add(new(sql)
            {
                Parameters = { new() { Value = store.TenantId }, new() { Value = whom.Person },
                new() { Value = bots } }
            });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var totals = await TotalsAsync(reader, whom, StoreClock.For(store.TimeZone), cancellationToken);
        var touches = await TouchesAsync(reader, cancellationToken);
        var (devices, countries) = await PlacesAsync(reader, cancellationToken);
        return new(visitor, whom.Person, ids, said.Traits, totals, touches.FirstOrDefault(), touches.LastOrDefault(), devices, countries);
    }

    // Someone known only by what servers sent has no session and no link that names her; one of her events does.
    private static async Task<IReadOnlyList<VisitorIdentity>> NamedAsync(
        NpgsqlConnection connection, CurrentStore store, PersonOfVisitor whom, PersonTraits said, CancellationToken cancellationToken)
    {
        if (whom.Ids is not [{ AnonymousId: null, UserId: null } nameless] || whom.LastDay is not { } day)
            return whom.Ids;
        var user = said.UserId;
        foreach (var isBot in (bool[])[false, true])
            user ??= (await VisitorEventQueries.OfDayAsync(connection, store, nameless.Visitor, day, isBot, 1, cancellationToken))
                .FirstOrDefault()?.UserId;
        return [nameless with { UserId = user }];
    }

    private static async Task<VisitorTotals> TotalsAsync(
        NpgsqlDataReader reader, PersonOfVisitor whom, StoreClock clock, CancellationToken cancellationToken)
    {
        await reader.ReadAsync(cancellationToken);
        var (first, last) = (reader.Instant(0), reader.Instant(1));
        var (sessions, bots, events) = (reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4));
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new(
            first ?? (whom.FirstDay is { } from ? clock.StartOf(from) : null), last ?? (whom.LastDay is { } to ? clock.StartOf(to) : null),
            sessions, bots, events, reader.GetInt64(0), reader.GetDecimal(1));
    }

    private static async Task<List<VisitorTouch>> TouchesAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        await reader.NextResultAsync(cancellationToken);
        var touches = new List<VisitorTouch>();
        while (await reader.ReadAsync(cancellationToken))
            touches.Add(new(reader.GetFieldValue<DateTimeOffset>(0), reader.GetString(1), reader.Text(2), reader.Text(3), reader.Text(4)));
        return touches;
    }

    private static async Task<(List<string> Devices, List<string> Countries)> PlacesAsync(
        NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        await reader.NextResultAsync(cancellationToken);
        var (devices, countries) = (new List<string>(), new List<string>());
        while (await reader.ReadAsync(cancellationToken))
            (reader.GetBoolean(0) ? devices : countries).Add(reader.GetString(1));
        return (devices, countries);
    }
}
