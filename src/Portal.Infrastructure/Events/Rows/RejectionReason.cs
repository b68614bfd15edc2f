using Portal.Domain.Events;

namespace Portal.Infrastructure.Events.Rows;

/// <summary>Every reason for which a message is rejected, with its code and words.</summary>
internal readonly record struct RejectionReason(string Code, string Message)
{
    public static readonly RejectionReason NotAnObject = new("invalid_message", "A message is a JSON object.");
    public static readonly RejectionReason TooLarge = new("message_too_large",
        $"A message has at most {EventLimits.MessageBytes / 1024} KB.");
    public static readonly RejectionReason TooDeep = new("too_deep", $"A message is nested at most {EventLimits.Depth} levels deep.");
    public static readonly RejectionReason UnknownType = new("invalid_type", "type is one of track, identify, page, screen, group, alias.");
    public static readonly RejectionReason NoEvent = new("missing_event", "A track message needs the name of its event.");
    public static readonly RejectionReason NoPerson = new("missing_identity", "A message needs a userId or an anonymousId.");
    public static readonly RejectionReason MessageId = new("invalid_message_id",
        $"messageId is a text of 1 to {EventLimits.MessageIdLength} characters.");
    public static readonly RejectionReason LongText = new("text_too_long",
        $"event, userId, anonymousId and an order's id have at most {EventLimits.NameLength} characters.");
    public static readonly RejectionReason Timestamp = new("invalid_timestamp", "timestamp is an ISO 8601 instant.");
    public static readonly RejectionReason OutOfRange = new("timestamp_out_of_range",
        "timestamp lies more than 30 days back or more than an hour ahead.");
    public static readonly RejectionReason Text = new("invalid_text", "A text holds the character U+0000 or half of a surrogate pair.");
    public static readonly RejectionReason Number = new("invalid_number", "A number is too large or too small to be kept.");
    public static readonly RejectionReason ContextTooLarge = new(
        "context_too_large",
        $"With the context that its batch shares a message has at most {EventLimits.MessageBytes / 1024} KB, "
        + $"and all of a batch have {EventLimits.ExpandedBytes / 1024} KB.");
    public static readonly RejectionReason Object = new("invalid_object", "properties, traits and context are JSON objects.");
    public static readonly RejectionReason Revenue = new("invalid_revenue", "revenue, total or value is not an amount of money.");
    public static readonly RejectionReason NotStorable = new("not_storable", "The message holds something that cannot be stored.");
}
