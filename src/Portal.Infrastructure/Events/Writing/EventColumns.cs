namespace Portal.Infrastructure.Events.Writing;

/// <summary>The columns of an event row in the order in which rows are written.</summary>
internal static class EventColumns
{
    public const string List =
        "tenant_id, event_day, message_id, site_id, type, name, occurred_at, received_at, anonymous_id, user_id, "
        + "session_id, url, path, title, referrer, order_id, revenue, currency, properties, context";

    public const short Count = 20;
}
