using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Events;

/// <summary>
/// Hears from the database when any node changes a key, a site or a store, and lets <see cref="EventSources"/> forget.
/// A connection of its own, outside the pool; when it breaks, nothing is known of the gap, so everything is forgotten.
/// </summary>
internal sealed partial class EventSourcesListener(
    PortalDatabase database, EventSources sources, TimeProvider time, ILogger<EventSourcesListener> logger) : BackgroundService
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly string _connectionString = new NpgsqlConnectionStringBuilder(DatabaseRoles.ConnectionString(database.OwnerConnectionString, DatabaseRoles.App))
    {
        Pooling = false,
        KeepAlive = 10, // seconds; a peer that vanished without a word is noticed
    }.ConnectionString;

    private TimeSpan _pause = ShortestPause;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                try
                {
                    await ListenAsync(stoppingToken);
                }
                catch (Exception exception) when (exception is NpgsqlException or IOException or TimeoutException)
                {
                    Log.Disconnected(logger, _pause.TotalSeconds, exception.Message);
                }

                await Task.Delay(_pause, time, stoppingToken);
                _pause = TimeSpan.FromTicks(Math.Min(_pause.Ticks * 2, LongestPause.Ticks));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the portal stops
        }
    }

    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        await using var connection = new NpgsqlConnection(_connectionString);
        await connection.OpenAsync(stoppingToken);
        connection.Notification += (_, _) => sources.Clear();
        await using (var listen = new NpgsqlCommand("listen write_keys_changed", connection))
        {
            await listen.ExecuteNonQueryAsync(stoppingToken);
        }

        sources.Clear();
        _pause = ShortestPause;
        while (true)
        {
            await connection.WaitAsync(stoppingToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "No longer told of changed write keys, trying again in {Seconds} s: {Reason}")]
        public static partial void Disconnected(ILogger logger, double seconds, string reason);
    }
}
