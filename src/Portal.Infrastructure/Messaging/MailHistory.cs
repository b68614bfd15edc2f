using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Messaging;

/// <summary>Mails that were sent or given up.</summary>
public sealed class MailHistory(PortalDb db, TimeProvider time)
{
    /// <summary>How long they are kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Deletes the older ones.</summary>
    /// <returns>How many.</returns>
    public async Task<int> PruneAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - Kept;
        await using var context = db.ForPlatform();
        return await context.Set<OutgoingMail>().Where(mail => mail.CreatedAt < before && (mail.SentAt != null || mail.FailedAt != null))
            .ExecuteDeleteAsync(cancellationToken);
    }
}
