using System.Text.Json;
using System.Text.Unicode;
using Portal.Domain.Events;
using Portal.Infrastructure.Events.Parsing;
using Portal.Infrastructure.Events.Understanding;
using Portal.Infrastructure.Events.Writing;

namespace Portal.Infrastructure.Events;

/// <summary>Takes a request of events from its bytes to the commit. The one way into the event table.</summary>
public sealed class EventIngest
{
    private readonly EventSources _sources;
    private readonly EventQueue _queue;
    private readonly EventUnderstanding _understanding;
    private readonly TimeProvider _time;

    internal EventIngest(EventSources sources, EventQueue queue, EventUnderstanding understanding, TimeProvider time)
    {
        _sources = sources;
        _queue = queue;
        _understanding = understanding;
        _time = time;
    }

    /// <summary>True while requests are taken.</summary>
    public bool IsAccepting => _queue.IsOpen;

    /// <summary>Parses, checks and stores a request; the answer comes after the commit.</summary>
    /// <param name="body">UTF-8 JSON, at most <see cref="EventLimits.RequestBytes"/>.</param>
    /// <param name="writeKey">From the headers; null to take the one in the body.</param>
    public async Task<IngestResult> RunAsync(
        ReadOnlyMemory<byte> body, EventRoute route, string? writeKey, EventSender sender, CancellationToken cancellationToken)
    {
        var receivedAt = _time.GetUtcNow();
        if (!TryReadEnvelope(body.Span, route.Type is null, out var envelope, out var malformed))
        {
            return malformed!;
        }

        if ((writeKey ?? envelope!.WriteKey) is not { Length: > 0 and <= 100 } key || await _sources.FindAsync(key, cancellationToken) is not { } source)
        {
            return new IngestResult.UnknownKey();
        }

        if (source.IsSuspended)
        {
            return new IngestResult.Suspended();
        }

        if (!source.Allows(sender.Origin))
        {
            return new IngestResult.OriginNotAllowed(sender.Origin!);
        }

        if (envelope!.Messages.Count > EventLimits.Messages)
        {
            return new IngestResult.TooManyMessages();
        }

        return envelope.Messages.Count == 0
            ? new IngestResult.Malformed("no_messages", "There is no message in the request.")
            : await StoreAsync(body, envelope, source, sender, route, receivedAt);
    }

    private async Task<IngestResult> StoreAsync(
        ReadOnlyMemory<byte> body, Envelope envelope, EventSource source, EventSender sender, EventRoute route, DateTimeOffset receivedAt)
    {
        using var request = new IngestRequest(source, receivedAt);
        using (var parser = new EventParser(source, sender, route, receivedAt, _understanding))
        {
            parser.Parse(body.Span, envelope, request);
        }

        if (request.Events.Count == 0)
        {
            return new IngestResult.AllRejected(request.Rejections);
        }

        if (!_queue.TryEnqueue(request))
        {
            return new IngestResult.Unavailable("Too many events wait to be written.");
        }

        try
        {
            // Not cancelled with the request: its rows are in the writer's hands until the commit.
            await request.Stored;
        }
        catch (Exception)
        {
            return new IngestResult.Unavailable("The database cannot take events now.");
        }

        return request.Events.Count == 0
            ? new IngestResult.AllRejected(request.Rejections)
            : new IngestResult.Stored(request.Events.Count, request.Duplicates, request.Rejections);
    }

    private static bool TryReadEnvelope(ReadOnlySpan<byte> body, bool isBatch, out Envelope? envelope, out IngestResult.Malformed? malformed)
    {
        envelope = null;
        malformed = null;
        if (!Utf8.IsValid(body))
        {
            malformed = new("invalid_encoding", "The body is not UTF-8.");
            return false;
        }

        try
        {
            envelope = Envelope.Read(body, isBatch);
            return true;
        }
        catch (JsonException exception)
        {
            malformed = new("invalid_json", $"The body is not a JSON object: {exception.Message}");
            return false;
        }
    }
}
