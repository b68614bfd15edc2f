using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Domain.Demo;
using Portal.Domain.Demo.Visits;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Demo;
using Portal.Infrastructure.Operations.Background;

namespace Portal.Jobs.Demo;

/// <summary>
/// Lets visitors walk through the demo store while the portal runs: catches up with what was missed, then each second
/// sends what has just happened. After a failure it starts over, and the catching up closes the gap.
/// </summary>
internal sealed partial class DemoVisitorsService(
    PortalDatabase database, IOptions<DemoOptions> options, SendDemoMessages send, Supervision supervision,
    ILogger<DemoVisitorsService> logger)
    : SupervisedService(supervision)
{
    private const int MessagesAtOnce = 400;

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    // After a longer silence (a machine that slept) the missed time is written in bulk instead of sent.
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(2);

    private readonly DemoSales _sales = new(database.App);
    private readonly DemoCatchUp _catchUp = new(database.Owner);

    /// <inheritdoc />
    protected override bool IsOn => options.Value.Visitors;

    /// <inheritdoc />
    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await using var turn = await DemoLease.TryTakeAsync(database.Owner, stoppingToken);
            State.RecordPass();
            if (turn is not null)
            {
                await OpenAsync(turn, stoppingToken);
            }
            else
            {
                await Task.Delay(Rest, Time, stoppingToken);
            }
        }
    }

    private async Task OpenAsync(DemoLease turn, CancellationToken cancellationToken)
    {
        var wasPaused = await WaitWhilePausedAsync(turn, cancellationToken);
        var now = Time.GetUtcNow();
        if (await _catchUp.RunAsync(turn.Target, DemoProfile.Seed, DemoPlan.ScaleOf(options.Value.Size), now, !wasPaused,
            cancellationToken) is not { } start)
        {
            await Task.Delay(Rest, Time, cancellationToken);
            return;
        }

        using var traffic = start.Traffic;
        Log.Opened(logger, start.Written.Events);
        await WalkAsync(turn, traffic, cancellationToken);
    }

    private async Task WalkAsync(DemoLease turn, DemoTraffic traffic, CancellationToken cancellationToken)
    {
        var day = DateOnly.MinValue;
        using var timer = new PeriodicTimer(Tick, Time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            var now = Time.GetUtcNow();
            if (now - traffic.At > Silence || await turn.IsPausedAsync(cancellationToken))
            {
                return;
            }

            if (day != DemoProfile.DayOf(now))
            {
                day = DemoProfile.DayOf(now);
                await _sales.BeginDayAsync(turn.Target, DemoProfile.Seed, DemoPlan.ScaleOf(options.Value.Size), now, cancellationToken);
            }

            await PublishAsync(turn, traffic.Advance(now), cancellationToken);
            State.RecordPass();
        }
    }

    // Orders first: an event never speaks of an order that is not there. What a stop leaves without its event is taken
    // away when the store is opened again.
    private async Task PublishAsync(DemoLease turn, DemoBatch batch, CancellationToken cancellationToken)
    {
        await _sales.WriteAsync(turn.Target, batch, cancellationToken);
        foreach (var messages in batch.Events.Chunk(MessagesAtOnce))
        {
            await send(turn.WriteKey, DemoMessages.Batch(messages), cancellationToken);
        }
    }

    private async Task<bool> WaitWhilePausedAsync(DemoLease turn, CancellationToken cancellationToken)
    {
        var wasPaused = false;
        while (await turn.IsPausedAsync(cancellationToken))
        {
            wasPaused = true;
            await Task.Delay(Tick, Time, cancellationToken);
        }

        return wasPaused;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information,
            Message = "The demo store is open; {Events} events of the time before were filled in.")]
        public static partial void Opened(ILogger logger, long events);
    }
}
