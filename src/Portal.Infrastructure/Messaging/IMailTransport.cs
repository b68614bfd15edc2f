namespace Portal.Infrastructure.Messaging;

/// <summary>The way out for mails.</summary>
public interface IMailTransport
{
    /// <summary>Hands one mail over.</summary>
    /// <exception cref="MailRefusedException">It will never be accepted.</exception>
    /// <exception cref="MailDelayedException">It may be accepted later.</exception>
    Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken);
}
