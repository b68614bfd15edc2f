using System.Globalization;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Tenancy;
using Quartz;

namespace Portal.Jobs.Identity;

/// <summary>
/// Deletes guests who were not seen for two days, sign-in attempts of more than a day ago, and sessions that ended long ago.
/// </summary>
[DisallowConcurrentExecution]
public sealed class PruneIdentityJob(DemoGuest guests, SignInAttempts attempts, UserSessions sessions) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var guestsDeleted = await guests.PruneAsync(cancellationToken);
        var attemptsDeleted = await attempts.PruneAsync(cancellationToken);
        var sessionsDeleted = await sessions.PruneAsync(cancellationToken);
        context.Result = string.Create(
            CultureInfo.InvariantCulture,
            $"{guestsDeleted} guests, {attemptsDeleted} counts of sign-in attempts and {sessionsDeleted} sessions deleted");
    }
}
