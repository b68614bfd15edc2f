using Portal.Infrastructure.Events;
using Portal.Infrastructure.Events.Writing;
using Portal.Testing.Tenancy;
using Xunit;

using static Portal.Infrastructure.Tests.Events.Writing.QueuedRequests;

namespace Portal.Infrastructure.Tests.Events.Writing;

public sealed class EventQueueTests
{
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

        var (batches, singles) = (Count(taken, Store), Count(taken, Other));
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

    // A writer alone, whose turns are short.
    private bool Take(EventQueue queue, int events)
    {
        var taken = queue.Take(_group, events);
        if (taken > 0)
            queue.EndTurn(taken);
        return taken > 0;
    }
}
