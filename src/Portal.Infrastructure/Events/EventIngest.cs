using System.Text.Json;
using System.Text.Unicode;
using Npgsql;
using Portal.Domain.Events;
using Portal.Infrastructure.Events.Enrichment;
using Portal.Infrastructure.Events.IngestHealth;
using Portal.Infrastructure.Events.Limits;
using Portal.Infrastructure.Events.Parsing;
using Portal.Infrastructure.Events.Rows;
using Portal.Infrastructure.Events.Writing;

namespace Portal.Infrastructure.Events;

/// <summary>Takes a request of events from its bytes to the commit. The one way into the event table.</summary>
public sealed class EventIngest
{
    private readonly EventSources _sources;
    private readonly EventAdmission _admission;
    private readonly RateLimits _rates;
    private readonly EnrichmentCaches _caches;
    private readonly EventQueue _queue;
    private readonly IngestCounter _health;
    private readonly TimeProvider _time;

    internal EventIngest(
        EventSources sources, EventAdmission admission, RateLimits rates, EnrichmentCaches caches, EventQueue queue,
        IngestCounter health, TimeProvider time)
    {
        _sources = sources;
        _admission = admission;
        _rates = rates;
        _caches = caches;
        _queue = queue;
        _health = health;
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
            return await RefuseAsync(malformed!, writeKey, cancellationToken);
        }

        try
        {
            return await FindAsync(writeKey ?? envelope!.WriteKey, cancellationToken) is { } source
                ? Record(source, await AdmitAsync(body, envelope!, source, sender, route, receivedAt, cancellationToken),
                    envelope!.Messages.Count)
                : new IngestResult.UnknownKey();
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            return new IngestResult.Unavailable("The database cannot say now whom the write key belongs to.");
        }
    }

    /// <summary>Counts a request that cannot be read at all for its site, where that is known.</summary>
    /// <param name="writeKey">From the headers; the body has not been read.</param>
    public async Task<IngestResult> RefuseAsync(IngestResult.Malformed result, string? writeKey, CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(writeKey, cancellationToken) is { } source ? Record(source, result, messages: 0) : result;
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            return result;
        }
    }

    private ValueTask<EventSource?> FindAsync(string? key, CancellationToken cancellationToken) =>
        key is { Length: > 0 and <= 100 } ? _sources.FindKnownAsync(key, cancellationToken) : default;

    private IngestResult Record(EventSource source, IngestResult result, int messages)
    {
        _health.Record(source, result, messages);
        result.Rate = _rates.Standing(source);
        return result;
    }

    private async Task<IngestResult> AdmitAsync(
        ReadOnlyMemory<byte> body, Envelope envelope, EventSource source, EventSender sender, EventRoute route, DateTimeOffset receivedAt,
        CancellationToken cancellationToken)
    {
        var messages = envelope.Messages.Count;
        var (refusal, isHeld) = await _admission.AskAsync(source, sender.Origin, messages, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        using var request = new IngestRequest(source, receivedAt) { IsHeld = isHeld };
        var result = await StoreAsync(body, envelope, request, sender, route);
        if (result is IngestResult.Unavailable)
        {
            _rates.PutBack(source, messages);
        }

        return result;
    }

    private async Task<IngestResult> StoreAsync(
        ReadOnlyMemory<byte> body, Envelope envelope, IngestRequest request, EventSender sender, EventRoute route)
    {
        using (var parser = new EventParser(request.Source, sender, route, request.ReceivedAt, _caches))
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
            : new IngestResult.Stored(request.Events.Count, request.Duplicates, request.Rejections) { IsHeld = request.IsHeld };
    }

    /// <summary>Reads what surrounds the messages of a body; says why where it cannot be read.</summary>
    internal static bool TryReadEnvelope(ReadOnlySpan<byte> body, bool isBatch, out Envelope? envelope,
        out IngestResult.Malformed? malformed)
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
        catch (InvalidOperationException)
        {
            malformed = new("invalid_text", RejectionReason.Text.Message);
            return false;
        }
    }
}
