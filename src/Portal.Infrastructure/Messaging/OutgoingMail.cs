namespace Portal.Infrastructure.Messaging;

/// <summary>A mail that is to be sent, or was.</summary>
public sealed class OutgoingMail
{
    public Guid Id { get; init; }

    /// <summary>Which message it is, such as <c>confirm-email</c>.</summary>
    public required string Kind { get; init; }
    public required string Recipient { get; init; }
    public required string Subject { get; init; }

    /// <summary>Empty once the mail is sent, refused or set aside for a week, since it may hold a link that acts for a person.</summary>
    public required string TextBody { get; set; }
    public required string HtmlBody { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
    public int Attempts { get; set; }
    public DateTimeOffset NextAttemptAt { get; set; }
    public DateTimeOffset? SentAt { get; set; }
    public DateTimeOffset? FailedAt { get; set; }
    public string? LastError { get; set; }
}
