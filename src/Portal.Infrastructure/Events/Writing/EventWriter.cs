using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Events.Live;

namespace Portal.Infrastructure.Events.Writing;

/// <summary>
/// Runs the writers. Requests that arrive while a commit is under way are gathered into the next one, so the number of
/// commits adapts to the load by itself. On shutdown everything that was taken is written before the process ends.
/// </summary>
internal sealed partial class EventWriter(
    EventQueue queue, PortalDatabase database, BatchIds batches, IEnumerable<ICommitListener> listeners, EventOptions options, ILogger<EventWriter> logger) : IHostedService
{
    private readonly ICommitListener[] _listeners = [.. listeners];
    private Task _writers = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _writers = Task.WhenAll(Enumerable.Range(0, options.Writers).Select(_ => Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Close();
        await _writers.WaitAsync(cancellationToken);
    }

    private void Run()
    {
        var store = new EventStore(database, batches);
        var group = new List<IngestRequest>();
        while (queue.Take(group, options.EventsPerCommit) is var events and > 0)
        {
            var isMyTurn = true;
            try
            {
                store.Write(group, EndTurn);
                TakeOutFailed(group);
                Array.ForEach(_listeners, l => l.OnCommitted(group));
                group.ForEach(r => r.Complete());
            }
            catch (Exception exception)
            {
                Log.WriteFailed(logger, group.Count, exception);
                group.ForEach(r => r.Fail(exception));
                if (exception is NpgsqlException { IsTransient: true } or TimeoutException)
                {
                    // Whoever waits for a database that does not answer is told at once, not after a try of his own.
                    queue.TakeAll(group);
                    group.ForEach(r => r.Fail(exception));
                }
            }
            finally
            {
                EndTurn();
            }

            void EndTurn()
            {
                if (isMyTurn)
                {
                    isMyTurn = false;
                    queue.EndTurn(events);
                }
            }
        }
    }

    private void TakeOutFailed(List<IngestRequest> group)
    {
        foreach (var failed in group.Where(r => r.Stored.IsFaulted))
        {
            Log.WriteFailed(logger, 1, failed.Stored.Exception!.GetBaseException());
        }

        group.RemoveAll(r => r.Stored.IsFaulted);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Requests} requests of events could not be written; their senders were asked to try again")]
        public static partial void WriteFailed(ILogger logger, int requests, Exception exception);
    }
}
