using Portal.Infrastructure.Data.Workloads;
using Xunit;

namespace Portal.Infrastructure.Tests.Data.Workloads;

public sealed class WorkloadGateTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly Guid Mine = Guid.NewGuid();
    private static readonly Guid Theirs = Guid.NewGuid();

    [Fact]
    public async Task Enter_WhenTheStoresPartIsUsedUp_RefusesThatStoreAndServesAnother()
    {
        var gate = Gate(connections: 9, ofStore: 3);
        for (var taken = 0; taken < 3; taken++)
            await gate.EnterAsync(Mine, null, Cancel);

        var refused = await Assert.ThrowsAsync<WorkloadSaturatedException>(async () => await gate.EnterAsync(Mine, null, Cancel));
        var served = await gate.EnterAsync(Theirs, null, Cancel);

        Assert.True(refused.IsStores);
        Assert.Equal((Workload.Api, TimeSpan.FromSeconds(1)), (refused.Workload, refused.RetryAfter));
        Assert.NotNull(served);
    }

    [Fact]
    public async Task Enter_WhenAllAreUsedUp_SaysThatItIsNotTheStore()
    {
        var gate = Gate(connections: 4, ofStore: 3);
        for (var taken = 0; taken < 3; taken++)
            await gate.EnterAsync(Guid.NewGuid(), null, Cancel);

        var refused = await Assert.ThrowsAsync<WorkloadSaturatedException>(async () => await gate.EnterAsync(Mine, null, Cancel));

        Assert.False(refused.IsStores);
    }

    [Fact]
    public async Task Enter_WhenOneIsGivenBackInTime_GetsIt()
    {
        var gate = Gate(connections: 2, ofStore: 1, wait: 30);
        var first = await gate.EnterAsync(Mine, null, Cancel);

        var waiting = gate.EnterAsync(Theirs, null, Cancel).AsTask();
        Assert.False(waiting.IsCompleted);
        first.End();
        first.End();

        Assert.Equal(Theirs, (await waiting).Store);
        await Assert.ThrowsAsync<WorkloadSaturatedException>(async () => await Gate(2, 1).EnterAllAsync(Mine, 2, Cancel));
    }

    [Fact]
    public async Task Enter_BehindAStoreWithoutAPart_IsServedBeforeIt()
    {
        var gate = Gate(connections: 3, ofStore: 1, wait: 30);
        var mine = await gate.EnterAsync(Mine, null, Cancel);
        var held = await gate.EnterAsync(Guid.NewGuid(), null, Cancel);
        var mineAgain = gate.EnterAsync(Mine, null, Cancel).AsTask();
        var theirs = gate.EnterAsync(Theirs, null, Cancel).AsTask();

        held.End();

        await theirs.WaitAsync(TimeSpan.FromSeconds(10), Cancel);
        Assert.False(mineAgain.IsCompleted);
        mine.End();
        await mineAgain.WaitAsync(TimeSpan.FromSeconds(10), Cancel);
    }

    [Fact]
    public async Task Enter_OfScopesThatHoldOneEach_AdmitsTheirSecondOneAfterAnother()
    {
        var gate = Gate(connections: 3, ofStore: 2, wait: 30);
        using var first = WorkloadScope.Enter(Workload.Api);
        using var second = WorkloadScope.Enter(Workload.Api);
        await gate.EnterAsync(Mine, first, Cancel);
        await gate.EnterAsync(Mine, second, Cancel);

        var firstsOther = await gate.EnterAsync(Mine, first, Cancel);
        var secondsOther = gate.EnterAsync(Mine, second, Cancel).AsTask();
        var strangers = gate.EnterAsync(Mine, null, Cancel).AsTask();
        Assert.False(secondsOther.IsCompleted);
        firstsOther.End();

        await secondsOther.WaitAsync(TimeSpan.FromSeconds(10), Cancel);
        Assert.False(strangers.IsCompleted);
    }

    [Fact]
    public async Task Enter_WhenCancelled_LeavesTheLine()
    {
        var gate = Gate(connections: 2, ofStore: 1, wait: 30);
        var held = await gate.EnterAsync(Mine, null, Cancel);
        using var gone = new CancellationTokenSource();
        var waiting = gate.EnterAsync(Theirs, null, gone.Token).AsTask();

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        held.End();
        Assert.NotNull(await gate.EnterAsync(Theirs, null, Cancel));
    }

    [Fact]
    public async Task Enter_FromManyTasksAtOnce_NeverLetsMoreInThanThereAre()
    {
        var gate = Gate(connections: 8, ofStore: 4, wait: 60);
        var (inside, max) = (0, 0);

        await Task.WhenAll(Enumerable.Range(0, 400).Select(number => Task.Run(async () =>
        {
            var lease = await gate.EnterAsync(number % 2 == 0 ? Mine : Guid.NewGuid(), null, Cancel);
            var now = Interlocked.Increment(ref inside);
            InterlockedMax(ref max, now);
            await Task.Yield();
            Interlocked.Decrement(ref inside);
            lease.End();
        }, Cancel)));

        Assert.InRange(max, 1, 7);
    }

    private static WorkloadGate Gate(int connections, int ofStore, double wait = 0.05) => new(
        Workload.Api, new()
        {
            Connections = connections,
            StoreConnections = ofStore,
            WaitSeconds = wait,
            StatementSeconds = 1,
            LockSeconds = 1,
            IdleInTransactionSeconds = 1
        });

    private static void InterlockedMax(ref int max, int now)
    {
        int known;
        do
            known = Volatile.Read(ref max);
        while (now > known && Interlocked.CompareExchange(ref max, now, known) != known);
    }
}

internal static class GateSteps
{
    public static async Task EnterAllAsync(this WorkloadGate gate, Guid store, int times, CancellationToken cancellationToken)
    {
        for (var taken = 0; taken < times; taken++)
            await gate.EnterAsync(store, null, cancellationToken);
    }
}
