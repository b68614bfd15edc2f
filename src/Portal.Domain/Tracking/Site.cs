using Portal.Domain.Tenancy;

namespace Portal.Domain.Tracking;

/// <summary>One web property of a store.</summary>
public sealed class Site : ITenantOwned
{
    public Guid TenantId { get; init; }
    public Guid Id { get; init; }
    public required string Name { get; set; }

    /// <summary>Host name of the shop, such as <c>kopi.example</c>.</summary>
    public required string Domain { get; set; }

    /// <summary>Origins that browsers may send from, such as <c>https://kopi.example</c>; empty means any.</summary>
    public string[] AllowedOrigins { get; set; } = [];
    public bool ConsentRequired { get; set; }
    public bool RespectDoNotTrack { get; set; } = true;
    public bool AutoPage { get; set; } = true;

    /// <summary>The tracker measures how fast pages are for their visitors.</summary>
    public bool WebVitals { get; set; }
    public DateTimeOffset? TrackerFetchedAt { get; set; }
    public DateTimeOffset? FirstEventAt { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ArchivedAt { get; set; }
}
