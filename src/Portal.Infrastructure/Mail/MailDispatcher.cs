using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Mail;

/// <summary>Sends what is due in the outbox; several nodes share the work, since each locks the mail it sends.</summary>
public sealed partial class MailDispatcher(PortalDb db, IMailTransport transport, TimeProvider time, ILogger<MailDispatcher> logger) : BackgroundService
{
    /// <summary>A mail is given up after this many tries, about a day and a half after the first.</summary>
    public const int MaximumAttempts = 12;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromHours(6);

    /// <summary>Sends one mail that is due.</summary>
    /// <returns>False when none was.</returns>
    public async Task<bool> SendNextAsync(CancellationToken cancellationToken)
    {
        await using var context = db.ForPlatform();
        await using var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        var now = time.GetUtcNow();
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
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await SendNextAsync(stoppingToken))
                {
                }

                await Task.Delay(Pause, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                Log.DispatchFailed(logger, exception);
                await Task.Delay(FirstDelay, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task TryAsync(OutgoingMail mail, DateTimeOffset now, CancellationToken cancellationToken)
    {
        mail.Attempts++;
        try
        {
            await transport.SendAsync(mail, cancellationToken);
            mail.SentAt = now;
            mail.LastError = null;
            Empty(mail);
        }
        catch (MailRefusedException exception)
        {
            GiveUp(mail, now, exception.Message);
        }
        catch (Exception exception) when (exception is MailDelayedException or IOException && mail.Attempts >= MaximumAttempts)
        {
            GiveUp(mail, now, exception.Message);
        }
        catch (Exception exception) when (exception is MailDelayedException or IOException)
        {
            mail.LastError = exception.Message;
            mail.NextAttemptAt = now + Delay(mail.Attempts);
            Log.Delayed(logger, mail.Kind, mail.Id, mail.Attempts, exception.Message);
        }
    }

    private static TimeSpan Delay(int attempts)
    {
        var delay = FirstDelay * Math.Pow(3, attempts - 1);
        return delay < LongestDelay ? delay : LongestDelay;
    }

    private void GiveUp(OutgoingMail mail, DateTimeOffset now, string reason)
    {
        mail.FailedAt = now;
        mail.LastError = reason;
        Empty(mail);
        Log.GivenUp(logger, mail.Kind, mail.Id, mail.Attempts, reason);
    }

    private static void Empty(OutgoingMail mail) => (mail.TextBody, mail.HtmlBody) = ("", "");

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Mail {Kind} {MailId} waits after {Attempts} tries: {Reason}")]
        public static partial void Delayed(ILogger logger, string kind, Guid mailId, int attempts, string reason);

        [LoggerMessage(2, LogLevel.Error, "Mail {Kind} {MailId} is given up after {Attempts} tries: {Reason}")]
        public static partial void GivenUp(ILogger logger, string kind, Guid mailId, int attempts, string reason);

        [LoggerMessage(3, LogLevel.Error, "The mail outbox could not be worked on")]
        public static partial void DispatchFailed(ILogger logger, Exception exception);
    }
}
