using Npgsql;

namespace Portal.Infrastructure.Analytics.Visitors;

/// <summary>The columns of a <see cref="VisitorRow"/> and how a row of them is read.</summary>
internal static class VisitorRows
{
    /// <summary>Behind the person's number, from a session <c>s</c> of hers, and the parameters $1 tenant and $2 bots.</summary>
    public const string Columns = """
        coalesce(known.user_id, s.anonymous_id), known.user_id is not null, s.ended_at,
        (select count(*) from sessions c where c.tenant_id = $1 and c.person = s.person and ($2 or not c.is_bot)),
        s.device, s.browser, s.os, s.country, s.city, s.channel, s.landing_path, s.is_bot
        """;

    /// <summary>Joins the user id a person was last known by.</summary>
    public const string Known = """
        left join lateral (
          select i.user_id from identities i where i.tenant_id = $1 and i.person = s.person order by i.linked_at desc, i.tie desc limit 1
        ) known on true
        """;

    /// <summary>The number and the columns together.</summary>
    public const int Count = 13;

    public static VisitorRow Read(NpgsqlDataReader reader) => new(
        reader.GetInt64(0), Text(reader, 1), reader.GetBoolean(2), reader.IsDBNull(3) ? null : reader.GetFieldValue<DateTimeOffset>(3), reader.GetInt64(4),
        Text(reader, 5), Text(reader, 6), Text(reader, 7), Text(reader, 8), Text(reader, 9), Text(reader, 10), Text(reader, 11),
        !reader.IsDBNull(12) && reader.GetBoolean(12));

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
