using System.Globalization;
using Portal.Infrastructure.Mail;
using Portal.Infrastructure.Tenancy;
using Quartz;

namespace Portal.Jobs.Mail;

/// <summary>Deletes mails that were sent or given up a month ago, and what is counted of invitations.</summary>
[DisallowConcurrentExecution]
public sealed class PruneMailsJob(MailHistory mails, InvitationLimit invitations) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var mailsDeleted = await mails.PruneAsync(cancellationToken);
        var countsDeleted = await invitations.PruneAsync(cancellationToken);
        context.Result = string.Create(CultureInfo.InvariantCulture, $"{mailsDeleted} mails and {countsDeleted} counts of invitations deleted");
    }
}
