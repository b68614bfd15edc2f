using Portal.Infrastructure.Events;
using Portal.Infrastructure.Events.Writing;
using Xunit;

using static Portal.Infrastructure.Tests.Events.Writing.QueuedRequests;

namespace Portal.Infrastructure.Tests.Events.Writing;

/// <summary>Which of several writers may take what waits in the queue.</summary>
public sealed class WriterThrottleTests
{
    private const int Copied = GroupInsert.MaxRows + 1; // events of a group that is not small

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private readonly List<IngestRequest> _group = [];

    [Fact]
    public async Task Take_AnotherCopies_WaitsUntilItsRowsAreWithTheServer()
    {
        var queue = Queue(new EventOptions { QueuedRequests = 100 });
        queue.TryEnqueue(Request(Copied));
        queue.Take([], 10_000);
        var second = await WaitAsync(queue, _group);

        Assert.True(queue.TryEnqueue(Request(20)));
        Assert.Equal(1, queue.IdleWriters);
        queue.EndTurn(Copied);

        Assert.Equal(20, await second.WaitAsync(TimeSpan.FromSeconds(10), Cancel));
    }

    [Fact]
    public async Task Take_AnotherWritesASmallGroup_JoinsAsSoonAsSomeWait()
    {
        var queue = Queue(new EventOptions { QueuedRequests = 100 });
        queue.TryEnqueue(Request(1));
        queue.Take([], 10_000);
        var second = await WaitAsync(queue, _group);

        queue.TryEnqueue(Request(WriterThrottle.BesideStatement - 1));
        Assert.Equal(1, queue.IdleWriters);
        queue.TryEnqueue(Request(1));

        Assert.Equal(WriterThrottle.BesideStatement, await second.WaitAsync(TimeSpan.FromSeconds(10), Cancel));
    }

    [Fact]
    public async Task Take_FewDozenWaitOneByOne_LeavesAShareToTheOther()
    {
        var queue = Queue(new EventOptions { QueuedRequests = 100 });
        queue.TryEnqueue(Request(Copied));
        var first = queue.Take([], 10_000);
        var second = await WaitAsync(queue, _group);
        foreach (var _ in Enumerable.Range(0, 32))
        {
            queue.TryEnqueue(Request(1));
        }

        var share = await WaitAsync(queue, []);
        queue.EndTurn(first);

        Assert.Equal([32 - GroupInsert.MaxRows, GroupInsert.MaxRows], (await Task.WhenAll(second, share)).Order());
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(60, false)]
    public async Task Take_AnotherCopiesAndMuchWaits_JoinsUnlessTheFiguresAreBehind(int secondsBehind, bool joins)
    {
        var lag = new ProjectionLag();
        lag.Record(TimeSpan.FromSeconds(secondsBehind));
        var queue = new EventQueue(new EventOptions { QueuedRequests = 100 }, new(lag));
        queue.TryEnqueue(Request(Copied));
        queue.Take([], 10_000);
        var second = await WaitAsync(queue, _group);

        queue.TryEnqueue(Request(WriterThrottle.BesideCopy - 1));
        Assert.Equal(1, queue.IdleWriters);
        queue.TryEnqueue(Request(1));
        if (!joins)
        {
            Assert.Equal(1, queue.IdleWriters);
            queue.EndTurn(Copied);
        }

        Assert.Equal(WriterThrottle.BesideCopy, await second.WaitAsync(TimeSpan.FromSeconds(10), Cancel));
    }

    [Fact]
    public async Task Take_MuchArrivesAtOnce_WakesOneWriter()
    {
        var queue = Queue(new EventOptions { QueuedRequests = 100 });
        List<IngestRequest> second = [];
        var writers = new[] { await WaitAsync(queue, _group), await WaitAsync(queue, second) };

        queue.TryEnqueue(Request(1));
        queue.TryEnqueue(Request(1));

        Assert.Equal(1, queue.IdleWriters);
        queue.Close();
        await Task.WhenAll(writers);
        Assert.Equal(2, _group.Count + second.Count);
    }

    [Fact]
    public async Task Take_NothingWaits_IsWokenByTheNextRequest()
    {
        var queue = Queue(new EventOptions());
        List<IngestRequest> second = [];
        var writers = new[] { await WaitAsync(queue, _group), await WaitAsync(queue, second) };

        queue.TryEnqueue(Request(1));
        Assert.Equal(1, await await Task.WhenAny(writers));
        queue.EndTurn(1);
        queue.TryEnqueue(Request(1, Other));
        Assert.All(await Task.WhenAll(writers), taken => Assert.Equal(1, taken));

        Assert.Equal(2, _group.Count + second.Count);
    }

    [Fact]
    public async Task Close_WriterWaits_IsLetGo()
    {
        var queue = Queue(new EventOptions());
        var writer = await WaitAsync(queue, _group);

        queue.Close();

        Assert.Equal(0, await writer);
    }

    // A writer who has come for more, and found that it must wait.
    private static async Task<Task<int>> WaitAsync(EventQueue queue, List<IngestRequest> group)
    {
        var idle = queue.IdleWriters;
        var writer = Task.Run(() => queue.Take(group, 10_000), Cancel);
        while (queue.IdleWriters == idle)
            await Task.Delay(1, Cancel);
        return writer;
    }
}
