using Npgsql;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics.Visitors;

/// <summary>The columns of a <see cref="VisitorRow"/> and how a row of them is read.</summary>
internal static class VisitorRows
{
    /// <summary>
    /// Behind the person's number, from a session <c>s</c> of hers, and the parameters $1 tenant and $2 values of is_bot.
    /// </summary>
    public const string Columns = """
        coalesce(known.user_id, s.anonymous_id), known.user_id is not null, s.ended_at,
        (select count(*) from sessions c where c.tenant_id = $1 and c.person = s.person and c.is_bot = any ($2)),
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
        reader.GetInt64(0), reader.Text(1), reader.GetBoolean(2), reader.Instant(3), reader.GetInt64(4), reader.Text(5), reader.Text(6),
        reader.Text(7), reader.Text(8), reader.Text(9), reader.Text(10), reader.Text(11), !reader.IsDBNull(12) && reader.GetBoolean(12));
}
