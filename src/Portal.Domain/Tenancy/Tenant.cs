namespace Portal.Domain.Tenancy;

/// <summary>A business that subscribes; people read it as "store".</summary>
public sealed class Tenant
{
    public Guid Id { get; init; }
    public required string Slug { get; set; }
    public required string Name { get; set; }

    /// <summary>ISO 4217; fixed when the store is made, since every amount is kept in it.</summary>
    public required string Currency { get; init; }

    /// <summary>IANA time zone name.</summary>
    public required string TimeZone { get; set; }

    /// <summary>
    /// The last order booked on the days of a changed time zone, all zeros at the start; null when nothing is to be done.
    /// </summary>
    public Guid? DaysBookedTo { get; set; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public required string Country { get; set; }
    public decimal? DailyRevenueGoal { get; set; }
    public bool IsDemo { get; init; }
    public bool SimulatorPaused { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? SuspendedAt { get; set; }

    /// <summary>The plan's key; it sets rates, quota and how long events are kept.</summary>
    public string Plan { get; set; } = "growth";

    /// <summary>What is kept of visitors' addresses: <c>keep</c>, <c>truncate</c> or <c>drop</c>.</summary>
    public string IpPrivacy { get; set; } = Tenancy.IpPrivacy.Truncate;
}

/// <summary>A row that belongs to one store; the query filter and the row-level policies rest on it.</summary>
public interface ITenantOwned
{
    /// <summary>The store that owns the row.</summary>
    Guid TenantId { get; }
}
