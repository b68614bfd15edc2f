using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Npgsql;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Operations.Background;

namespace Portal.Infrastructure.Operations.Database;

/// <summary>
/// Hears the notices of one channel of the database on a connection of its own, outside the pool. When the connection
/// breaks, or a notice cannot be dealt with, it is made again with growing pauses; what was missed meanwhile is unknown.
/// </summary>
/// <param name="state">The service that listens; what breaks the line is noted there.</param>
internal sealed partial class PostgresListener(PortalDatabase database, TimeProvider time, ILogger logger, ServiceState? state = null)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly string _connectionString = new NpgsqlConnectionStringBuilder(
        DatabaseRoles.ConnectionString(database.OwnerConnectionString, DatabaseRoles.App))
    {
        Pooling = false,
        KeepAlive = 10, // seconds; a peer that vanished without a word is noticed
    }.ConnectionString;

    private TimeSpan _pause = ShortestPause;

    /// <summary>Listens until it is cancelled.</summary>
    /// <param name="channel">A name of PostgreSQL's LISTEN; never from outside.</param>
    /// <param name="onConnected">Runs each time listening begins, before the first notice: the place to catch up.</param>
    /// <param name="onNotice">Takes a notice's payload; the next one waits for it.</param>
    public async Task ListenAsync(
        string channel, Func<CancellationToken, Task> onConnected, Func<string, CancellationToken, Task> onNotice,
        CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ConnectAsync(channel, onConnected, onNotice, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                state?.RecordFailure(exception);
                Log.Broken(logger, channel, _pause.TotalSeconds, exception.Message);
            }
            catch (Exception)
            {
                return; // the portal stops
            }

            await Task.Delay(_pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _pause = TimeSpan.FromTicks(Math.Min(_pause.Ticks * 2, LongestPause.Ticks));
        }
    }

    private async Task ConnectAsync(
        string channel, Func<CancellationToken, Task> onConnected, Func<string, CancellationToken, Task> onNotice,
        CancellationToken stoppingToken)
    {
        await using var connection = new NpgsqlConnection(_connectionString);
        await connection.OpenAsync(stoppingToken);
        var heard = Channel.CreateUnbounded<string>();
        connection.Notification += (_, notice) => heard.Writer.TryWrite(notice.Payload);
        await using (var listen = new NpgsqlCommand($"listen {channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(stoppingToken);
        }

        await onConnected(stoppingToken);
        _pause = ShortestPause;
        while (true)
        {
            state?.RecordPass();
            await connection.WaitAsync(stoppingToken);
            while (heard.Reader.TryRead(out var payload))
            {
                await onNotice(payload, stoppingToken);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "No longer told of {Channel}, trying again in {Seconds} s: {Reason}")]
        public static partial void Broken(ILogger logger, string channel, double seconds, string reason);
    }
}
