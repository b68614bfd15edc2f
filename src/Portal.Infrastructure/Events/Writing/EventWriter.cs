using Microsoft.Extensions.Logging;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Live;
using Portal.Infrastructure.Operations.Background;

namespace Portal.Infrastructure.Events.Writing;

/// <summary>
/// Runs the writers. Requests that arrive while a commit is under way are gathered into the next one, so the number of
/// commits adapts to the load by itself. On shutdown everything that was taken is written before the process ends.
/// </summary>
internal sealed partial class EventWriter(
    EventQueue queue, PortalDatabase database, BatchIds batches, IEnumerable<ICommitListener> listeners, EventOptions options,
    Supervision supervision, ILogger<EventWriter> logger) : SupervisedService(supervision)
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private readonly ICommitListener[] _listeners = [.. listeners];

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Close();
        return base.StopAsync(cancellationToken);
    }

    // What is taken is written whether the host stops or not, so the writers end with the queue.
    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        await Task.WhenAll(Enumerable.Range(0, options.Writers).Select(_ =>
            Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        await Task.Delay(Timeout.InfiniteTimeSpan, stoppingToken);
    }

    // A writer is never lost: requests would wait for its turn to end.
    private void Run()
    {
        while (true)
        {
            try
            {
                Write();
                return;
            }
            catch (Exception exception)
            {
                State.RecordFailure(exception);
                Log.WriterFailed(logger, exception);
                Thread.Sleep(Rest);
            }
        }
    }

    private void Write()
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
                foreach (var listener in _listeners)
                {
                    Notify(listener, group);
                }

                group.ForEach(r => r.Complete());
                State.RecordPass();
            }
            catch (Exception exception)
            {
                State.RecordFailure(exception);
                Log.WriteFailed(logger, group.Count, exception);
                group.ForEach(r => r.Fail(exception));
                if (DatabaseFailures.Of(exception) is DatabaseFailure.Away or DatabaseFailure.Slow)
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

    // The rows are committed: whoever cannot take that in changes nothing for their senders, nor for the other listeners.
    private void Notify(ICommitListener listener, List<IngestRequest> group)
    {
        try
        {
            listener.OnCommitted(group);
        }
        catch (Exception exception)
        {
            State.RecordFailure(exception);
            Log.NotHeard(logger, listener.GetType().Name, exception);
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

        [LoggerMessage(2, LogLevel.Error, "A writer of events failed between two groups and goes on")]
        public static partial void WriterFailed(ILogger logger, Exception exception);

        [LoggerMessage(3, LogLevel.Error, "{Listener} could not take in a commit of events")]
        public static partial void NotHeard(ILogger logger, string listener, Exception exception);
    }
}
