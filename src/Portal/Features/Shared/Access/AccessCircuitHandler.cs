using System.Threading.Channels;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Identity;

namespace Portal.Features.Shared.Access;

/// <summary>
/// Asks what the person may open before a circuit draws anything, again whenever a notice says that it may have changed, and every
/// 20 seconds in case a notice was lost.
/// </summary>
internal sealed partial class AccessCircuitHandler(
    CurrentAccess access, RightsNotices notices, UserSessions sessions, TimeProvider time, ILogger<AccessCircuitHandler> logger)
        : CircuitHandler, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _closing = new();
    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private IDisposable? _watch;
    private ITimer? _timer;
    private bool _isOpen;

    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        // First the watch, so that no change falls between the answer and it.
        _watch = notices.Watch(OnRightsChanged);
        try
        {
            await access.AskFirstAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return; // the browser has left; without an answer nothing is drawn
        }

        _isOpen = true;
        _ = FollowAsync(_closing.Token);
    }

    // The first connection is that of the opening; a later one may come after a long silence.
    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (_isOpen)
            Wake();
        return Task.CompletedTask;
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _watch?.Dispose();
        _timer?.Dispose();
        _wakes.Writer.TryComplete();
        _closing.Cancel();
    }

    private void OnRightsChanged(RightsChange change)
    {
        if (!access.IsKnown || access.Person is { } person && change.Concerns(person.UserId, person.Memberships))
            Wake();
    }

    private void Wake() => _wakes.Writer.TryWrite(true);

    private async Task FollowAsync(CancellationToken closing)
    {
        var pause = ShortestPause;
        _timer = time.CreateTimer(_ => Wake(), null, Interval, Interval);
        try
        {
            await foreach (var _ in _wakes.Reader.ReadAllAsync(closing))
            {
                try
                {
                    // Somebody who has signed out may come back to the same circuit, so it is followed to its end. Nobody costs no
                    // question.
                    if (await access.RecheckAsync(closing) is { } person)
                        await sessions.RecordSeenAsync(person.SessionId, person.SeenAt, closing);
                    pause = ShortestPause;
                }
                catch (Exception exception) when (DatabaseFailures.IsCauseOf(exception))
                {
                    // A database that does not answer signs nobody out; it is asked again soon.
                    Log.NotAsked(logger, exception);
                    _timer.Change(pause, Interval);
                    pause = pause * 2 < Interval ? pause * 2 : Interval;
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // the circuit is closed
        }
        finally
        {
            await _timer.DisposeAsync();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "What the person of an open page may do could not be asked; asked again soon")]
        public static partial void NotAsked(ILogger logger, Exception exception);
    }
}
