using Microsoft.Extensions.Logging;
using Portal.Infrastructure.Data.Embedded;
using Portal.Infrastructure.Operations.Background;

namespace Portal.Infrastructure.Operations.Database;

/// <summary>
/// Starts the embedded server again when it died. Backends that outlive their server hold its shared memory for a
/// moment and make the first tries fail, so it keeps trying.
/// </summary>
public sealed partial class EmbeddedPostgresSupervisor(
    EmbeddedPostgres server, Supervision supervision, ILogger<EmbeddedPostgresSupervisor> logger)
    : SupervisedService(supervision)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc />
    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, Time, stoppingToken);
            await CheckAsync(stoppingToken);
        }
    }

    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!server.IsRunning)
            {
                Log.Died(logger);
                await server.StartAsync(cancellationToken);
                Log.Started(logger, server.Port);
            }

            State.RecordPass();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing works without it, so the next try does not wait longer than the last.
            State.RecordFailure(exception);
            Log.NotYet(logger, exception.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The embedded PostgreSQL is gone; starting it again")]
        public static partial void Died(ILogger logger);

        [LoggerMessage(LogLevel.Warning, "The embedded PostgreSQL runs again on port {Port}")]
        public static partial void Started(ILogger logger, int port);

        [LoggerMessage(LogLevel.Warning, "The embedded PostgreSQL does not start yet: {Reason}")]
        public static partial void NotYet(ILogger logger, string reason);
    }
}
