using System.Runtime.InteropServices;
using Portal.Domain.Events;

namespace Portal.Infrastructure.Events.IngestHealth;

/// <summary>Figures of requests by store and hour, and reasons beside them.</summary>
internal sealed class IngestCounts
{
    private readonly Dictionary<(Guid TenantId, DateTimeOffset Hour), HourCount> _hours = [];
    private readonly Dictionary<(Guid TenantId, DateTimeOffset Hour, string Code), ReasonCount> _reasons = [];

    public int Rows => _hours.Count + _reasons.Count;

    public IReadOnlyDictionary<(Guid TenantId, DateTimeOffset Hour), HourCount> Hours => _hours;

    public IReadOnlyDictionary<(Guid TenantId, DateTimeOffset Hour, string Code), ReasonCount> Reasons => _reasons;

    public void AddStored((Guid TenantId, DateTimeOffset Hour) key, IngestResult.Stored stored, DateTimeOffset now)
    {
        var fresh = stored.Accepted - stored.Duplicates;
        Add(key, new(Requests: 1, Refused: 0, fresh, stored.IsHeld ? fresh : 0, stored.Duplicates, stored.Rejected.Count));
        AddReasons(key, stored.Rejected, now);
    }

    public void AddRejected((Guid TenantId, DateTimeOffset Hour) key, IReadOnlyList<Rejection> rejected, DateTimeOffset now)
    {
        Add(key, new(Requests: 1, Refused: 1, Accepted: 0, Held: 0, Duplicates: 0, rejected.Count));
        AddReasons(key, rejected, now);
    }

    public void AddRefused((Guid TenantId, DateTimeOffset Hour) key, string code, string message, int messages, DateTimeOffset now)
    {
        Add(key, new(Requests: 1, Refused: 1, Accepted: 0, Held: 0, Duplicates: 0, Rejected: 0));
        Add((key.TenantId, key.Hour, code), new(IsRequest: true, 1, messages, message, now));
    }

    /// <summary>Adds later figures.</summary>
    public void Add(IngestCounts later)
    {
        foreach (var (key, count) in later._hours)
        {
            Add(key, count);
        }

        foreach (var (key, count) in later._reasons)
        {
            Add(key, count);
        }
    }

    /// <summary>The same figures, those of each store by themselves.</summary>
    public IReadOnlyDictionary<Guid, IngestCounts> ByStore()
    {
        var stores = new Dictionary<Guid, IngestCounts>();
        foreach (var (key, count) in _hours)
        {
            Of(stores, key.TenantId).Add(key, count);
        }

        foreach (var (key, count) in _reasons)
        {
            Of(stores, key.TenantId).Add(key, count);
        }

        return stores;
    }

    private static IngestCounts Of(Dictionary<Guid, IngestCounts> stores, Guid tenantId) =>
        CollectionsMarshal.GetValueRefOrAddDefault(stores, tenantId, out _) ??= new();

    private void AddReasons((Guid TenantId, DateTimeOffset Hour) key, IReadOnlyList<Rejection> rejected, DateTimeOffset now)
    {
        if (rejected.Count == 0)
        {
            return;
        }

        foreach (var code in rejected.GroupBy(rejection => rejection.Code))
        {
            Add((key.TenantId, key.Hour, code.Key), new(IsRequest: false, 1, code.Count(), code.First().Message, now));
        }
    }

    private void Add((Guid, DateTimeOffset) key, HourCount count)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_hours, key, out _);
        known = known.Plus(count);
    }

    private void Add((Guid, DateTimeOffset, string) key, ReasonCount count)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_reasons, key, out var exists);
        known = exists ? count with { Requests = known.Requests + count.Requests, Messages = known.Messages + count.Messages } : count;
    }
}

/// <summary>An hour of a store, as <c>ingest_health</c> defines its columns.</summary>
internal readonly record struct HourCount(long Requests, long Refused, long Accepted, long Held, long Duplicates, long Rejected)
{
    public HourCount Plus(HourCount other) => new(
        Requests + other.Requests, Refused + other.Refused, Accepted + other.Accepted, Held + other.Held, Duplicates + other.Duplicates,
        Rejected + other.Rejected);
}

/// <summary>An hour of a store and one code, as <c>ingest_rejections</c> defines its columns.</summary>
internal readonly record struct ReasonCount(bool IsRequest, long Requests, long Messages, string LastMessage, DateTimeOffset LastAt);
