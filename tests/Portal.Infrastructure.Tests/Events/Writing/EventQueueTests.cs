using Portal.Infrastructure.Events;
using Portal.Infrastructure.Events.Writing;
using Portal.Testing.Tenancy;
using Xunit;
using static Portal.Infrastructure.Tests.Events.EventRequests;

namespace Portal.Infrastructure.Tests.Events.Writing;

public sealed class EventQueueTests
{
    private const int Copied = GroupInsert.MostRows + 1; // events of a group that is not small

    private static readonly TestStore Store = Named("store");
    private static readonly TestStore Other = Named("other");

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private readonly List<IngestRequest> _group = [];

    [Fact]
    public void TryEnqueue_OneStore_HoldsAtMostHalfOfTheRequests()
    {
        var queue = Queue(new EventOptions { QueuedRequests = 4 });

        Assert.True(queue.TryEnqueue(Request(1)));
        Assert.True(queue.TryEnqueue(Request(1)));
        Assert.False(queue.TryEnqueue(Request(1)));
        Assert.True(queue.TryEnqueue(Request(1, Other)));
    }

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

        queue.TryEnqueue(Request(WriterTurns.BesideStatement - 1));
        Assert.Equal(1, queue.IdleWriters);
        queue.TryEnqueue(Request(1));

        Assert.Equal(WriterTurns.BesideStatement, await second.WaitAsync(TimeSpan.FromSeconds(10), Cancel));
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

        Assert.Equal([32 - GroupInsert.MostRows, GroupInsert.MostRows], (await Task.WhenAll(second, share)).Order());
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(60, false)]
    public async Task Take_AnotherCopiesAndMuchWaits_JoinsUnlessTheFiguresAreBehind(int secondsBehind, bool joins)
    {
        var lag = new FollowingLag();
        lag.Note(TimeSpan.FromSeconds(secondsBehind));
        var queue = new EventQueue(new EventOptions { QueuedRequests = 100 }, new(lag));
        queue.TryEnqueue(Request(Copied));
        queue.Take([], 10_000);
        var second = await WaitAsync(queue, _group);

        queue.TryEnqueue(Request(WriterTurns.BesideCopy - 1));
        Assert.Equal(1, queue.IdleWriters);
        queue.TryEnqueue(Request(1));
        if (!joins)
        {
            Assert.Equal(1, queue.IdleWriters);
            queue.EndTurn(Copied);
        }

        Assert.Equal(WriterTurns.BesideCopy, await second.WaitAsync(TimeSpan.FromSeconds(10), Cancel));
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
    public void TryEnqueue_EveryPlaceTaken_IsRefusedToAll()
    {
        var queue = Queue(new EventOptions { QueuedRequests = 3 });

        var taken = Enumerable.Range(0, 5).Select(number => queue.TryEnqueue(Request(1, Named($"store {number}")))).ToList();

        Assert.Equal([true, true, true, false, false], taken);
    }

    [Fact]
    public void TryEnqueue_MoreBytesThanAStoreMayHold_IsRefusedUntilSomeAreTaken()
    {
        var queue = Queue(new EventOptions { QueuedMegabytes = 1 });

        Assert.True(queue.TryEnqueue(Large(Store)));
        Assert.True(queue.TryEnqueue(Large(Store)));
        Assert.False(queue.TryEnqueue(Large(Store)));
        Assert.True(queue.TryEnqueue(Large(Other)));
        Assert.False(queue.TryEnqueue(Large(Named("third"))));
        Take(queue, 10_000);
        Assert.True(queue.TryEnqueue(Large(Store)));
    }

    [Fact]
    public void TryEnqueue_StoresBurstForLong_NeverShutOutAnother()
    {
        var queue = Queue(new EventOptions { QueuedRequests = 1_000 });
        TestStore[] noisy = [Named("a"), Named("b"), Named("c")];

        for (var round = 0; round < 20; round++)
        {
            foreach (var store in noisy)
            {
                while (queue.TryEnqueue(Request(1, store)))
                {
                }
            }

            Assert.True(queue.TryEnqueue(Request(1, Other)));
            Take(queue, 400);
        }
    }

    [Fact]
    public void Take_ManyRequestsOfOneStore_GathersUpToTheEventsOfACommitInOrder()
    {
        var queue = Queue(new EventOptions());
        IngestRequest[] requests = [Request(3), Request(3), Request(3)];
        Array.ForEach(requests, request => Assert.True(queue.TryEnqueue(request)));

        Take(queue, 7);
        Assert.Equal(requests[..2], _group);

        Take(queue, 7);
        Assert.Equal(requests[2..], _group);
    }

    [Fact]
    public void Take_RequestLargerThanACommit_GoesAlone()
    {
        var queue = Queue(new EventOptions());
        queue.TryEnqueue(Request(9));
        queue.TryEnqueue(Request(1));

        Assert.True(Take(queue, 5));

        Assert.Equal(9, Assert.Single(_group).Events.Count);
    }

    [Fact]
    public void Take_BurstBeforeAQuietStore_TheQuietOneIsInTheNextGroup()
    {
        var queue = Queue(new EventOptions());
        foreach (var burst in Enumerable.Range(0, 500))
        {
            Assert.True(queue.TryEnqueue(Request(10)));
        }

        var quiet = Request(1, Other);
        queue.TryEnqueue(quiet);

        Take(queue, 200);

        Assert.Contains(quiet, _group);
    }

    [Fact]
    public void Take_BurstsOfTwentyStores_DelayAnotherByOneTurnEach()
    {
        var queue = Queue(new EventOptions());
        foreach (var number in Enumerable.Range(0, 20 * 30))
        {
            Assert.True(queue.TryEnqueue(Request(10, Named($"burst {number % 20}"))));
        }

        var quiet = Request(1, Other);
        queue.TryEnqueue(quiet);

        var before = 0;
        while (Take(queue, 500) && !_group.Contains(quiet))
        {
            before += _group.Sum(r => r.Events.Count);
        }

        Assert.InRange(before, 0, 20 * EventQueue.EventsInTurn);
    }

    [Fact]
    public void Take_BatchesAgainstSingles_GivesBothAsManyEvents()
    {
        var queue = Queue(new EventOptions { QueuedRequests = 10_000 });
        foreach (var number in Enumerable.Range(0, 1_500))
        {
            Assert.True(queue.TryEnqueue(Request(1, Other)));
            Assert.True(number >= 15 || queue.TryEnqueue(Request(250)));
        }

        var taken = new List<IngestRequest>();
        for (var group = 0; group < 5; group++)
        {
            Take(queue, 500);
            taken.AddRange(_group);
        }

        var (batches, singles) = (Events(taken, Store), Events(taken, Other));
        Assert.InRange(batches - singles, -250, 250);
        Assert.InRange(batches + singles, 2_000, 2_500);
    }

    [Fact]
    public void Take_TwoWritersOfMixedStores_GivesEachStoreItsOrderAndEveryRequestOnce()
    {
        var queue = Queue(new EventOptions { QueuedRequests = 2_000 });
        TestStore[] stores = [Named("a"), Named("b"), Named("c")];
        var sent = Enumerable.Range(0, 900).Select(number => Request(1 + (number % 7), stores[number % 3])).ToList();
        sent.ForEach(request => Assert.True(queue.TryEnqueue(request)));
        queue.Close();

        var taken = new List<IngestRequest>();
        while (Take(queue, 64))
        {
            taken.AddRange(_group);
        }

        foreach (var store in stores)
        {
            Assert.Equal(sent.Where(r => r.Source.TenantId == store.TenantId), taken.Where(r => r.Source.TenantId == store.TenantId));
        }

        Assert.Equal(sent.Count, taken.Count);
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
    public void Close_RequestsWait_AreTakenAndNoneIsAdded()
    {
        var queue = Queue(new EventOptions());
        queue.TryEnqueue(Request(1));

        queue.Close();

        Assert.False(queue.IsOpen);
        Assert.False(queue.TryEnqueue(Request(1)));
        Assert.True(Take(queue, 10));
        Assert.Single(_group);
        Assert.False(Take(queue, 10));
        Assert.Empty(_group);
    }

    [Fact]
    public async Task Close_WriterWaits_IsLetGo()
    {
        var queue = Queue(new EventOptions());
        var writer = await WaitAsync(queue, _group);

        queue.Close();

        Assert.Equal(0, await writer);
    }

    private static EventQueue Queue(EventOptions options) => new(options, new(new()));

    // A writer who has come for more, and found that it must wait.
    private static async Task<Task<int>> WaitAsync(EventQueue queue, List<IngestRequest> group)
    {
        var idle = queue.IdleWriters;
        var writer = Task.Run(() => queue.Take(group, 10_000), Cancel);
        while (queue.IdleWriters == idle)
            await Task.Delay(1, Cancel);
        return writer;
    }

    // A writer alone, whose turns are short.
    private bool Take(EventQueue queue, int events)
    {
        var taken = queue.Take(_group, events);
        if (taken > 0)
            queue.EndTurn(taken);
        return taken > 0;
    }

    private static TestStore Named(string name)
    {
        var id = new Guid(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
        return new(id, id, "wk_" + name, name);
    }

    private static int Events(IEnumerable<IngestRequest> requests, TestStore store) =>
        requests.Where(r => r.Source.TenantId == store.TenantId).Sum(r => r.Events.Count);

    private static IngestRequest Request(int messages, TestStore? store = null) =>
        Parse(store ?? Store, Batch(Enumerable.Range(0, messages).Select(number => Track($"m{number}"))));

    // About 300 KB, a little under a third of the room of a megabyte.
    private static IngestRequest Large(TestStore store) =>
        Parse(store, Batch(Enumerable.Range(0, 10).Select(number =>
            $$"""{"type":"track","event":"E","messageId":"m{{number}}","userId":"u","properties":{"text":"{{new string('x', 30_000)}}"} }""")));
}
