using System.Collections;
using Portal.Domain.Tenancy;

namespace Portal.Hosting.Requests;

/// <summary>
/// What every log line of a request carries. The route is its pattern, never the address itself, which may hold a
/// token. The store joins once it is known, and lines from then on carry it.
/// </summary>
public sealed class RequestLogScope(string requestId, string traceId) : IEnumerable<KeyValuePair<string, object?>>
{
    private CurrentStore? _store;

    /// <summary>Adds the store to the lines that follow; does nothing outside a request.</summary>
    public static void SetStore(HttpContext? context, CurrentStore store)
    {
        if (context?.Features.Get<RequestLogScope>() is { } scope)
        {
            scope._store = store;
        }
    }

    /// <summary>The same for work outside a request, such as a circuit or a job: until the scope is disposed.</summary>
    public static IDisposable? BeginStore(ILogger logger, CurrentStore store) => logger.BeginScope(Pairs(store));

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        yield return new("RequestId", requestId);
        yield return new("TraceId", traceId);
        if (_store is { } store)
        {
            foreach (var pair in Pairs(store))
            {
                yield return pair;
            }
        }
    }

    /// <inheritdoc />
    public override string ToString() => $"Request {requestId}";

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static KeyValuePair<string, object?>[] Pairs(CurrentStore store) =>
        [new("TenantId", store.TenantId), new("Tenant", store.Slug)];
}
