using Npgsql;
using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Funnels;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics.Funnels;

/// <summary>
/// What a funnel's people are told apart by: a fact of the session in which each took the first step. Of two sessions that
/// were open then, in two browsers, the one that began later counts. Sessions that began more than a day before the range
/// are not looked at.
/// </summary>
public static class SessionValues
{
    /// <summary>Of a browser's first session.</summary>
    public const string New = "new";
    public const string Returning = "returning";

    /// <summary>One value for each person of the outcomes, at the same place; null where no session was open.</summary>
    internal static async Task<IReadOnlyList<string?>> LoadAsync(
        PortalDatabase database, Guid tenantId, FunnelBreakdown breakdown, AnalyticsRange range, FunnelOutcomes outcomes,
        CancellationToken cancellationToken)
    {
        var places = Places(outcomes);
        var values = new string?[outcomes.Count];
        var began = new DateTime[outcomes.Count];
        var known = new Dictionary<string, string>();
        var rows = database.StreamAsync(
            tenantId,
            $"""
            select person, started_at, ended_at, {Column(breakdown)} from sessions
            where tenant_id = $1 and day between $2 and $3 and is_bot = any($4)
            """,
            [range.From.AddDays(-1), range.To, range.Bots],
            row => (Person: row.GetInt64(0), Start: row.GetDateTime(1), End: row.GetDateTime(2), Value: Known(row, known)),
            cancellationToken);
        await foreach (var session in rows)
        {
            if (!places.TryGetValue(session.Person, out var place)
                || (session.Start, session.Value).CompareTo((began[place], values[place])) < 0)
                continue;
            var start = DateTime.UnixEpoch.AddMicroseconds(outcomes.Starts[place]);
            if (session.Start <= start && session.End >= start)
                (values[place], began[place]) = (session.Value, session.Start);
        }

        return values;
    }

    private static Dictionary<long, int> Places(FunnelOutcomes outcomes)
    {
        var places = new Dictionary<long, int>(outcomes.Count);
        foreach (var person in outcomes.People)
        {
            places.Add(person, places.Count);
        }

        return places;
    }

    // Few different values stand in many rows.
    private static string? Known(NpgsqlDataReader row, Dictionary<string, string> known)
    {
        if (row.Text(3) is not { } value)
            return null;
        if (known.TryGetValue(value, out var same))
            return same;
        return known[value] = value;
    }

    private static string Column(FunnelBreakdown breakdown) => breakdown switch
    {
        FunnelBreakdown.Channel => "channel",
        FunnelBreakdown.Country => "country",
        FunnelBreakdown.Device => "device",
        FunnelBreakdown.Visitor => $"case when is_new then '{New}' else '{Returning}' end",
        _ => throw new ArgumentOutOfRangeException(nameof(breakdown), breakdown, null),
    };
}
