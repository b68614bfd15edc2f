namespace Portal.Infrastructure.Events.Writing;

/// <summary>The columns of an event row in the order in which rows are written.</summary>
internal static class EventColumns
{
    /// <summary>batch_id comes first, so that the writer finds it at the same place in every row.</summary>
    public const string List =
        "batch_id, tenant_id, event_day, message_id, site_id, type, name, occurred_at, received_at, anonymous_id, user_id, visitor, "
        + "session_id, url, path, title, referrer, order_id, revenue, currency, properties, context, "
        + "ip, device, browser, os, bot_score, is_bot, country, region, city, channel, source, medium, campaign";

    public const short Count = 35;

    /// <summary>Where the batch's eight bytes lie in a row: behind the count of fields and their own length.</summary>
    public const int BatchOffset = 6;
}
