using System.Globalization;
using Portal.Infrastructure.Messaging;
using Portal.Infrastructure.Tenancy;
using Quartz;

namespace Portal.Jobs.Messaging;

/// <summary>
/// Deletes mails of a month ago that were sent or set aside, empties those that were set aside a week ago, and forgets what is counted of
/// invitations.
/// </summary>
[DisallowConcurrentExecution]
public sealed class PruneMailsJob(UnsentMails unsent, MailHistory mails, InvitationLimit invitations, TimeProvider time) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var emptied = await unsent.EmptyAsync(time.GetUtcNow() - MailDispatcher.KeptAside, cancellationToken);
        var mailsDeleted = await mails.PruneAsync(cancellationToken);
        var countsDeleted = await invitations.PruneAsync(cancellationToken);
        context.Result = string.Create(CultureInfo.InvariantCulture,
            $"{emptied} mails emptied, {mailsDeleted} mails and {countsDeleted} counts of invitations deleted");
    }
}
