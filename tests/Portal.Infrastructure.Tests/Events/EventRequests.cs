using System.Text;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Events;
using Portal.Infrastructure.Events.Enrichment;
using Portal.Infrastructure.Events.Parsing;
using Portal.Infrastructure.Events.Writing;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Events;

/// <summary>Requests as they stand before the writer, made from JSON as the portal makes them.</summary>
internal static class EventRequests
{
    private static readonly EnrichmentCaches Known = new();

    public static EventSource Source(TestStore store, string plan = "growth", string ipPrivacy = IpPrivacy.Truncate) =>
        new(store.TenantId, store.SiteId, [], null, false, plan, ipPrivacy, "shop.example", new(false, true, true));

    public static IngestRequest Parse(
        TestStore store, string batch, DateTimeOffset? receivedAt = null, bool isImport = false, string? type = null,
        EventSender? sender = null, string ipPrivacy = IpPrivacy.Truncate, bool isHeld = false)
    {
        var source = Source(store, ipPrivacy: ipPrivacy);
        var request = new IngestRequest(source, receivedAt ?? DateTimeOffset.UtcNow) { IsHeld = isHeld };
        var body = Encoding.UTF8.GetBytes(batch);
        using var parser = new EventParser(source, sender ?? EventSender.Portal, new(type, isImport), request.ReceivedAt, Known);
        parser.Parse(body, Envelope.Read(body, type is null), request);
        return request;
    }

    /// <summary>Writes a group as a writer of its own does.</summary>
    public static Task WriteAsync(PortalDatabase database, params IngestRequest[] group) =>
        Task.Run(() => new EventStore(database, new(TimeProvider.System)).Write(group, () => { }), TestContext.Current.CancellationToken);

    public static string Batch(params IEnumerable<string> messages) => $$"""{"batch":[{{string.Join(',', messages)}}]}""";

    public static string Track(string id, DateTimeOffset? at = null) =>
        $$"""{"type":"track","event":"Product Viewed","messageId":"{{id}}","anonymousId":"v","timestamp":"{{at ?? DateTimeOffset.UtcNow:O}}","properties":{"sku":"A-1"} }""";
}
