using System.Threading.Channels;

namespace Portal.Infrastructure.Events.Writing;

/// <summary>Requests that wait for a writer: bounded in number and bytes, and closed on shutdown.</summary>
internal sealed class EventQueue(EventOptions options)
{
    private readonly Channel<IngestRequest> _channel = Channel.CreateBounded<IngestRequest>(new BoundedChannelOptions(options.QueuedRequests));
    private readonly long _maxBytes = options.QueuedMegabytes * 1024L * 1024L;
    private long _bytes;

    /// <summary>True until shutdown begins.</summary>
    public bool IsOpen { get; private set; } = true;

    /// <summary>Puts a request in line; false when there is no room.</summary>
    public bool TryEnqueue(IngestRequest request)
    {
        if (Interlocked.Add(ref _bytes, request.Rows.Length) <= _maxBytes && _channel.Writer.TryWrite(request))
        {
            return true;
        }

        Interlocked.Add(ref _bytes, -request.Rows.Length);
        return false;
    }

    /// <summary>Takes everything that waits, up to a number of events; waits for the first.</summary>
    /// <returns>False when the queue is closed and empty.</returns>
    public async ValueTask<bool> TakeAsync(List<IngestRequest> group, int events)
    {
        group.Clear();

        // Every writer wakes for a request and only one gets it; the others wait again.
        while (group.Count == 0 && await _channel.Reader.WaitToReadAsync())
        {
            TakeWaiting(group, events);
        }

        return group.Count > 0;
    }

    /// <summary>Takes no more; what waits is still written.</summary>
    public void Close()
    {
        IsOpen = false;
        _channel.Writer.TryComplete();
    }

    private void TakeWaiting(List<IngestRequest> group, int events)
    {
        var count = 0;
        while (_channel.Reader.TryPeek(out var next) && (count == 0 || count + next.Events.Count <= events) && _channel.Reader.TryRead(out next))
        {
            Interlocked.Add(ref _bytes, -next.Rows.Length);
            group.Add(next);
            count += next.Events.Count;
        }
    }
}
