using Portal.Infrastructure.Events;
using Portal.Infrastructure.Events.Writing;
using Portal.Testing.Tenancy;
using Xunit;
using static Portal.Infrastructure.Tests.Events.EventRequests;

namespace Portal.Infrastructure.Tests.Events.Writing;

public sealed class EventQueueTests
{
    private static readonly TestStore Store = new(Guid.NewGuid(), Guid.NewGuid(), "wk_1", "store");

    [Fact]
    public void TryEnqueue_MoreRequestsThanAllowed_IsRefused()
    {
        var queue = new EventQueue(new EventOptions { QueuedRequests = 2 });

        Assert.True(queue.TryEnqueue(Request(1)));
        Assert.True(queue.TryEnqueue(Request(1)));
        Assert.False(queue.TryEnqueue(Request(1)));
    }

    [Fact]
    public async Task TryEnqueue_MoreBytesThanAllowed_IsRefusedUntilSomeAreTaken()
    {
        var queue = new EventQueue(new EventOptions { QueuedMegabytes = 1 });
        var large = () => Parse(Store, Batch(Enumerable.Range(0, 20).Select(number => Large($"m{number}"))));

        Assert.True(queue.TryEnqueue(large()));
        Assert.False(queue.TryEnqueue(large()));
        await queue.TakeAsync([], 10_000);
        Assert.True(queue.TryEnqueue(large()));
    }

    [Fact]
    public async Task Take_ManyRequests_GathersUpToTheEventsOfACommit()
    {
        var queue = new EventQueue(new EventOptions());
        IngestRequest[] requests = [Request(3), Request(3), Request(3)];
        Array.ForEach(requests, request => Assert.True(queue.TryEnqueue(request)));
        var group = new List<IngestRequest>();

        await queue.TakeAsync(group, 7);
        Assert.Equal(requests[..2], group);

        await queue.TakeAsync(group, 7);
        Assert.Equal(requests[2..], group);
    }

    [Fact]
    public async Task Take_RequestLargerThanACommit_GoesAlone()
    {
        var queue = new EventQueue(new EventOptions());
        queue.TryEnqueue(Request(9));
        queue.TryEnqueue(Request(1));
        var group = new List<IngestRequest>();

        Assert.True(await queue.TakeAsync(group, 5));

        Assert.Equal(9, Assert.Single(group).Events.Count);
    }

    [Fact]
    public async Task Close_RequestsWait_AreTakenAndNoneIsAdded()
    {
        var queue = new EventQueue(new EventOptions());
        queue.TryEnqueue(Request(1));

        queue.Close();

        Assert.False(queue.IsOpen);
        Assert.False(queue.TryEnqueue(Request(1)));
        var group = new List<IngestRequest>();
        Assert.True(await queue.TakeAsync(group, 10));
        Assert.Single(group);
        Assert.False(await queue.TakeAsync(group, 10));
        Assert.Empty(group);
    }

    private static IngestRequest Request(int messages) => Parse(Store, Batch(Enumerable.Range(0, messages).Select(number => Track($"m{number}"))));

    private static string Large(string id) =>
        $$"""{"type":"track","event":"E","messageId":"{{id}}","userId":"u","properties":{"text":"{{new string('x', 30_000)}}"} }""";
}
