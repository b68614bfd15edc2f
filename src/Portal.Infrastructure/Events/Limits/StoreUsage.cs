using Portal.Domain.Billing;

namespace Portal.Infrastructure.Events.Limits;

/// <summary>One store's month as this node knows it: what the database had when it was last asked, and what was added here since.</summary>
internal sealed class StoreUsage(Guid tenantId, DateOnly month, Plan plan)
{
    private readonly Lock _lock = new();
    private long _counted;
    private long _added;
    private long _askedAt;
    private DateTimeOffset? _crossedAt;
    private bool _isCrossingWritten = true;

    public Guid TenantId => tenantId;

    public DateOnly Month => month;

    public Plan Plan => plan;

    /// <summary>When a request last asked.</summary>
    public DateTimeOffset AskedAt => new(Volatile.Read(ref _askedAt), TimeSpan.Zero);

    /// <summary>Events added here and not yet known to be in the database's figure.</summary>
    public long Added
    {
        get
        {
            lock (_lock)
            {
                return _added;
            }
        }
    }

    /// <summary>When the quota was crossed here; null when it was not, or is written down.</summary>
    public DateTimeOffset? UnwrittenCrossing
    {
        get
        {
            lock (_lock)
            {
                return _isCrossingWritten ? null : _crossedAt;
            }
        }
    }

    public void Add(long events)
    {
        lock (_lock)
        {
            _added += events;
        }
    }

    /// <summary>Takes the database's figures over.</summary>
    /// <param name="included">How many of the events added here they hold.</param>
    public void Refresh(long counted, long included, DateTimeOffset? crossedAt)
    {
        lock (_lock)
        {
            _counted = counted;
            _added -= included;
            _crossedAt = crossedAt ?? _crossedAt;
            _isCrossingWritten |= crossedAt is not null;
        }
    }

    /// <summary>Where the store stands. The first time it is past its quota, that is when it crossed it.</summary>
    public QuotaStanding Ask(DateTimeOffset now)
    {
        Volatile.Write(ref _askedAt, now.UtcTicks);
        lock (_lock)
        {
            var standing = MonthlyQuota.Of(plan, _counted + _added, _crossedAt, now);
            if (standing.State != QuotaState.Within && _crossedAt is null)
            {
                (_crossedAt, _isCrossingWritten) = (now, false);
            }

            return standing;
        }
    }
}
