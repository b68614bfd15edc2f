using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Operations.Background;

namespace Portal.Infrastructure.Messaging;

/// <summary>
/// Sends what is due in the outbox; several nodes share the work, since each locks the mail it sends. A mail that cannot be sent is
/// tried again with growing pauses and then set aside, with its text for a week, so that an administrator can let it be tried again.
/// </summary>
public sealed partial class MailDispatcher(PortalDb db, IMailTransport transport, Supervision supervision, ILogger<MailDispatcher> logger)
    : SupervisedService(supervision)
{
    /// <summary>A mail is set aside after this many tries, about a day and a half after the first.</summary>
    public const int MaximumAttempts = 12;

    /// <summary>How long the text of a mail that is set aside is kept; the links in it are dead by then.</summary>
    public static readonly TimeSpan KeptAside = TimeSpan.FromDays(7);

    // A transport that hangs must not hold the mails behind it; the one for SMTP gives up after half of this.
    private static readonly TimeSpan SendLimit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromHours(6);

    /// <summary>Sends one mail that is due.</summary>
    /// <returns>False when none was.</returns>
    public async Task<bool> SendNextAsync(CancellationToken cancellationToken)
    {
        await using var context = db.ForPlatform();
        await using var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        var now = Time.GetUtcNow();
        var mail = await context.Set<OutgoingMail>().FromSql($"""
            select * from mail_outbox
            where sent_at is null and failed_at is null and next_attempt_at <= {now}
            order by next_attempt_at limit 1 for update skip locked
            """).SingleOrDefaultAsync(cancellationToken);
        if (mail is null)
            return false;

        await TryAsync(mail, now, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <inheritdoc />
    protected override Task RunAsync(CancellationToken stoppingToken) => RepeatAsync(
        Pause,
        async token =>
        {
            while (await SendNextAsync(token))
            {
                State.RecordPass();
            }
        },
        stoppingToken);

    // Whatever a mail does to the transport is that mail's: thrown on, it would be the first one due for ever.
    private async Task TryAsync(OutgoingMail mail, DateTimeOffset now, CancellationToken cancellationToken)
    {
        mail.Attempts++;
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(SendLimit);
            await transport.SendAsync(mail, limit.Token);
            mail.SentAt = now;
            mail.LastError = null;
            Empty(mail);
        }
        catch (MailRefusedException exception)
        {
            SetAside(mail, now, exception);
            Empty(mail);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            if (mail.Attempts >= MaximumAttempts)
            {
                SetAside(mail, now, exception);
            }
            else
            {
                mail.LastError = FailureFormatter.Of(exception);
                mail.NextAttemptAt = now + Delay(mail.Attempts);
                Log.Delayed(logger, mail.Kind, mail.Id, mail.Attempts, exception.Message);
            }
        }
    }

    private static TimeSpan Delay(int attempts)
    {
        var delay = FirstDelay * Math.Pow(3, attempts - 1);
        return delay < LongestDelay ? delay : LongestDelay;
    }

    private void SetAside(OutgoingMail mail, DateTimeOffset now, Exception reason)
    {
        mail.FailedAt = now;
        mail.LastError = FailureFormatter.Of(reason);
        Log.SetAside(logger, mail.Kind, mail.Id, mail.Attempts, reason.Message);
    }

    private static void Empty(OutgoingMail mail) => (mail.TextBody, mail.HtmlBody) = ("", "");

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Mail {Kind} {MailId} waits after {Attempts} tries: {Reason}")]
        public static partial void Delayed(ILogger logger, string kind, Guid mailId, int attempts, string reason);

        [LoggerMessage(2, LogLevel.Error, "Mail {Kind} {MailId} is set aside after {Attempts} tries: {Reason}")]
        public static partial void SetAside(ILogger logger, string kind, Guid mailId, int attempts, string reason);
    }
}
