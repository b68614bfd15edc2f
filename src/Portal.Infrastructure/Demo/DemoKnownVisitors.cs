using Npgsql;
using Portal.Domain.Demo;

namespace Portal.Infrastructure.Demo;

/// <summary>Reads which browsers without a customer were in the demo store lately, and so may come again.</summary>
internal static class DemoKnownVisitors
{
    // Hardly anybody comes again after a longer time.
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(14);

    private const string Visitors = """
        select anonymous_id, min(city), min(context ->> 'userAgent'), count(*)::integer, max(began_at) from (
          select anonymous_id, session_id, min(city) as city, (array_agg(context))[1] as context, min(occurred_at) as began_at,
            bool_or(user_id is not null) as is_known
          from events where tenant_id = $1 and event_day >= $2 and session_id is not null and not is_bot
          group by anonymous_id, session_id) s
        group by anonymous_id having not bool_or(is_known) order by anonymous_id
        """;

    public static async Task<List<DemoKnownVisitor>> ReadAsync(
        NpgsqlConnection connection, DemoTarget target, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var visitors = new List<DemoKnownVisitor>();
        await using var command = target.Command(connection, Visitors, DateOnly.FromDateTime((at - Remembered).UtcDateTime));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            visitors.Add(new(
                reader.GetString(0), reader.IsDBNull(1) ? "" : reader.GetString(1), reader.IsDBNull(2) ? "" : reader.GetString(2),
                reader.GetInt32(3), new(reader.GetDateTime(4), TimeSpan.Zero)));
        }

        return visitors;
    }
}
