using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Messaging;

/// <summary>A mail that could not be sent so far.</summary>
/// <param name="NextAttemptAt">When it is tried again; of no meaning for one that is set aside.</param>
/// <param name="FailedAt">Since when it is set aside; null while it only waits.</param>
/// <param name="CanRetry">False once its text is gone: the server refused it, or a week has passed.</param>
public sealed record UnsentMail(
    Guid Id, string Kind, int Attempts, string LastError, DateTimeOffset CreatedAt, DateTimeOffset NextAttemptAt, DateTimeOffset? FailedAt,
    bool CanRetry);

/// <summary>The mails that are not sent, for the platform's administrators: without whom they are for and what they say.</summary>
public sealed partial class UnsentMails(PortalDb db, TimeProvider time)
{
    /// <summary>Those of the last month that are set aside, then those that wait for another try; with how many there are.</summary>
    public async Task<(IReadOnlyList<UnsentMail> Mails, long Total)> ListAsync(int max, CancellationToken cancellationToken)
    {
        await using var context = db.ForPlatform();
        var since = time.GetUtcNow().AddDays(-30);
        var unsent = context.Set<OutgoingMail>().Where(mail => mail.SentAt == null && mail.Attempts > 0 && mail.CreatedAt > since);
        var total = await unsent.LongCountAsync(cancellationToken);
        var mails = await unsent
            .OrderBy(mail => mail.FailedAt == null).ThenByDescending(mail => mail.CreatedAt).ThenBy(mail => mail.Id)
            .Take(max)
            .Select(mail => new UnsentMail(
                mail.Id, mail.Kind, mail.Attempts, mail.LastError ?? "", mail.CreatedAt, mail.NextAttemptAt, mail.FailedAt,
                mail.TextBody != ""))
            .ToListAsync(cancellationToken);
        return ([.. mails.Select(mail => mail with { LastError = Address().Replace(mail.LastError, "…") })], total);
    }

    /// <summary>Lets a mail be tried again now, as if it had never failed.</summary>
    /// <returns>False when it is sent meanwhile, or its text is gone.</returns>
    public async Task<bool> RetryAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await using var context = db.ForPlatform();
        var now = time.GetUtcNow();
        return await context.Set<OutgoingMail>()
            .Where(mail => mail.Id == id && mail.SentAt == null && mail.Attempts > 0 && mail.TextBody != "")
            .ExecuteUpdateAsync(
                set => set.SetProperty(mail => mail.FailedAt, (DateTimeOffset?)null)
                    .SetProperty(mail => mail.NextAttemptAt, now)
                    .SetProperty(mail => mail.Attempts, 0),
                cancellationToken) > 0;
    }

    // A server's answer may repeat whom the mail is for.
    [GeneratedRegex(@"[^\s<>]+@[^\s<>]+")]
    private static partial Regex Address();

    /// <summary>Empties mails that were set aside before an instant.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> EmptyAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var context = db.ForPlatform();
        return await context.Set<OutgoingMail>().Where(mail => mail.FailedAt < before && mail.TextBody != "").ExecuteUpdateAsync(
            set => set.SetProperty(mail => mail.TextBody, "").SetProperty(mail => mail.HtmlBody, ""), cancellationToken);
    }
}
