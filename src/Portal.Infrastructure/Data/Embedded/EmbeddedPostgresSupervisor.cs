using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Portal.Infrastructure.Data.Embedded;

/// <summary>
/// Starts the embedded server again when it died. Backends that outlive their server hold its shared memory for a
/// moment and make the first tries fail, so it keeps trying.
/// </summary>
public sealed partial class EmbeddedPostgresSupervisor(EmbeddedPostgres server, TimeProvider time, ILogger<EmbeddedPostgresSupervisor> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await CheckAsync(stoppingToken);
        }
    }

    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (cancellationToken.IsCancellationRequested || server.IsRunning)
            {
                return;
            }

            Log.Died(logger);
            await server.StartAsync(cancellationToken);
            Log.Started(logger, server.Port);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.NotYet(logger, exception.Message);
        }
        catch (OperationCanceledException)
        {
            // the portal stops, and its database with it
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
