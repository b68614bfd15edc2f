using Portal.Infrastructure.Events;
using Portal.Infrastructure.Events.Writing;
using Portal.Testing.Tenancy;

using static Portal.Infrastructure.Tests.Events.EventRequests;

namespace Portal.Infrastructure.Tests.Events.Writing;

/// <summary>A queue, and requests of a few stores to put into it.</summary>
internal static class QueuedRequests
{
    public static readonly TestStore Store = Named("store");
    public static readonly TestStore Other = Named("other");

    public static EventQueue Queue(EventOptions options) => new(options, new(new()));

    public static TestStore Named(string name)
    {
        var id = new Guid(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
        return new(id, id, "wk_" + name, name);
    }

    public static int Count(IEnumerable<IngestRequest> requests, TestStore store) =>
        requests.Where(r => r.Source.TenantId == store.TenantId).Sum(r => r.Events.Count);

    public static IngestRequest Request(int messages, TestStore? store = null) =>
        Parse(store ?? Store, Batch(Enumerable.Range(0, messages).Select(number => Track($"m{number}"))));

    // About 300 KB, a little under a third of the room of a megabyte.
    public static IngestRequest Large(TestStore store) =>
        Parse(store, Batch(Enumerable.Range(0, 10).Select(number =>
            $$"""{"type":"track","event":"E","messageId":"m{{number}}","userId":"u","properties":{"text":"{{new string('x', 30_000)}}"} }""")));
}
