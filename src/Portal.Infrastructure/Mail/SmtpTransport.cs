using System.Net;
using System.Net.Mail;
using Microsoft.Extensions.Options;

namespace Portal.Infrastructure.Mail;

/// <summary>Sends over SMTP.</summary>
public sealed class SmtpTransport(IOptions<MailOptions> options) : IMailTransport
{
    private const int TimeoutMilliseconds = 30_000;

    public async Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        using var message = MailFormat.Build(mail, options.Value.From);
        using var client = new SmtpClient(options.Value.Host, options.Value.Port)
        {
            EnableSsl = options.Value.UseTls,
            Credentials = options.Value.UserName is null ? null : new NetworkCredential(options.Value.UserName, options.Value.Password),
        };
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(TimeoutMilliseconds); // SmtpClient.Timeout applies to its synchronous calls only
        try
        {
            await client.SendMailAsync(message, timeout.Token);
        }
        catch (SmtpException exception) when (IsFinal(exception.StatusCode))
        {
            throw new MailRefusedException(exception.Message, exception);
        }
        catch (SmtpException exception)
        {
            throw new MailDelayedException(exception.InnerException?.Message ?? exception.Message, exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MailDelayedException("The mail server did not answer within 30 s.", exception);
        }
    }

    // Only what says "this mail or mailbox is wrong"; a refused sign-in (535) is the operator's to mend, so it waits.
    private static bool IsFinal(SmtpStatusCode code) => code
        is SmtpStatusCode.MailboxUnavailable
        or SmtpStatusCode.UserNotLocalTryAlternatePath
        or SmtpStatusCode.MailboxNameNotAllowed
        or SmtpStatusCode.TransactionFailed;
}
