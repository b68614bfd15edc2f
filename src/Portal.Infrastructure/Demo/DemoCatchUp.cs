using Npgsql;
using Portal.Domain.Demo;
using Portal.Domain.Demo.Visits;

namespace Portal.Infrastructure.Demo;

/// <summary>Fills in what a demo store's visitors did while the portal was not running.</summary>
/// <param name="owner">The owner role's way in; COPY is not allowed to the application's role.</param>
public sealed class DemoCatchUp(NpgsqlDataSource owner)
{
    /// <summary>The longest time that is filled in; what lies before it stays a gap.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromDays(62);

    // Further back an order without its event is not the work of a crash.
    private static readonly TimeSpan CrashWindow = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Writes everything between the last event and now in one transaction. Repeating it writes nothing twice.
    /// </summary>
    /// <param name="scale">Visitors against the standard store: <see cref="DemoPlan.ScaleOf"/> of the size it was made with.</param>
    /// <param name="fill">False to leave the time since the last event empty, as for a store whose visitors were paused.</param>
    /// <returns>The engine at now, its visitors under way, and what was written; null when there is no demo store.</returns>
    public async Task<(DemoTraffic Traffic, DemoTotals Written)?> RunAsync(
        DemoTarget target, ulong seed, double scale, DateTimeOffset now, bool fill, CancellationToken cancellationToken)
    {
        await using var connection = await owner.OpenConnectionAsync(cancellationToken);
        var resume = new DemoResume(connection, target);
        if (await resume.OpenedAsync(cancellationToken) is not { } opened)
        {
            return null;
        }

        await DemoPartitions.EnsureAsync(owner, now - Limit, now, null, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var last = await resume.LastEventAsync(now, opened, cancellationToken);
        await resume.DropUntoldOrdersAsync(last - CrashWindow, cancellationToken);
        await new DemoLedger(connection, target).PostMissingAsync(cancellationToken);

        var from = !fill ? now : last > now - Limit ? last : now - Limit;
        var state = await resume.StateAsync(from, cancellationToken);
        var traffic = new DemoTraffic(new(seed, opened, from, now, scale), state);
        var written = await new DemoHistory(connection, target).WriteAsync(traffic, now, now, null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (traffic, written);
    }
}
