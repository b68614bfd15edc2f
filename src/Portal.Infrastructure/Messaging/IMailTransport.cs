namespace Portal.Infrastructure.Messaging;

/// <summary>The way out for mails.</summary>
public interface IMailTransport
{
    /// <summary>Hands one mail over.</summary>
    /// <exception cref="MailRefusedException">It will never be accepted.</exception>
    /// <exception cref="MailDelayedException">It may be accepted later.</exception>
    Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken);
}

/// <summary>A mail could not be handed over now; a later try may succeed.</summary>
public sealed class MailDelayedException(string message, Exception inner) : Exception(message, inner);

/// <summary>A mail will never be accepted, such as one to an unknown mailbox.</summary>
public sealed class MailRefusedException(string message, Exception inner) : Exception(message, inner);
