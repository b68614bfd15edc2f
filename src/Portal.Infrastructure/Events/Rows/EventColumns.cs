namespace Portal.Infrastructure.Events.Rows;

/// <summary>The columns of an event row in the order in which rows are written, with PostgreSQL's types.</summary>
internal static class EventColumns
{
    public const short Count = 35;

    /// <summary>Where the batch's eight bytes lie in a row: behind the count of fields and their own length.</summary>
    public const int BatchOffset = 6;

    // batch_id comes first, so that the writer finds it at the same place in every row.
    private static readonly (string Name, string Type)[] All =
    [
        ("batch_id", "bigint"), ("tenant_id", "uuid"), ("event_day", "date"), ("message_id", "text"), ("site_id", "uuid"), ("type", "text"),
        ("name", "text"),
        ("occurred_at", "timestamptz"), ("received_at", "timestamptz"), ("anonymous_id", "text"), ("user_id", "text"),
        ("visitor", "bigint"),
        ("session_id", "text"), ("url", "text"), ("path", "text"), ("title", "text"), ("referrer", "text"), ("order_id", "text"),
        ("revenue", "numeric(18, 4)"), ("currency", "text"), ("properties", "jsonb"), ("context", "jsonb"), ("ip", "text"),
        ("device", "text"),
        ("browser", "text"), ("os", "text"), ("bot_score", "smallint"), ("is_bot", "boolean"), ("country", "text"), ("region", "text"),
        ("city", "text"),
        ("channel", "text"), ("source", "text"), ("medium", "text"), ("campaign", "text"),
    ];

    /// <summary>The names, as a list of columns in SQL.</summary>
    public static readonly string List = string.Join(", ", All.Select(c => c.Name));

    /// <summary>The names with their types, as the body of a <c>create table</c>.</summary>
    public static readonly string Definitions = string.Join(", ", All.Select(c => $"{c.Name} {c.Type}"));

    /// <summary>The types, without a precision.</summary>
    public static IEnumerable<string> Types => All.Select(c => c.Type.Split('(')[0]);
}
