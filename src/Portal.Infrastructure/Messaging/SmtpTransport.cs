using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;

namespace Portal.Infrastructure.Messaging;

/// <summary>Sends over SMTP, a connection for each mail.</summary>
public sealed class SmtpTransport(IOptions<MailOptions> options) : IMailTransport
{
    private const int ImplicitTlsPort = 465;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public async Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        using var message = MailFormat.Build(mail, options.Value.From);
        using var client = new SmtpClient();
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Limit);
        try
        {
            await client.ConnectAsync(options.Value.Host!, options.Value.Port, Security(options.Value), timeout.Token);
            if (options.Value.UserName is { } name)
                await client.AuthenticateAsync(name, options.Value.Password ?? "", timeout.Token);
            await client.SendAsync(message, timeout.Token);
            await LeaveAsync(client, timeout.Token);
        }
        catch (SmtpCommandException exception) when (IsFinal(exception.StatusCode))
        {
            throw new MailRefusedException(exception.Message, exception);
        }
        catch (Exception exception) when (exception is ServiceNotConnectedException or CommandException or ProtocolException
            or AuthenticationException or SslHandshakeException or SocketException or IOException)
        {
            throw new MailDelayedException(exception.Message, exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MailDelayedException("The mail server did not answer within 30 s.", exception);
        }
    }

    private static SecureSocketOptions Security(MailOptions options) => !options.UseTls ? SecureSocketOptions.None
        : options.Port == ImplicitTlsPort ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTls;

    // The mail is taken by now: a server that hangs up first must not have it sent again.
    private static async Task LeaveAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (Exception exception) when (exception is ProtocolException or IOException or SocketException or OperationCanceledException)
        {
            // gone already
        }
    }

    // Only what says "this mail or mailbox is wrong"; a refused sign-in (535) is the operator's to mend, so it waits.
    private static bool IsFinal(SmtpStatusCode code) => code
        is SmtpStatusCode.MailboxUnavailable
        or SmtpStatusCode.UserNotLocalTryAlternatePath
        or SmtpStatusCode.MailboxNameNotAllowed
        or SmtpStatusCode.TransactionFailed;
}
