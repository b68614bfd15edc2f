using Microsoft.AspNetCore.Identity;

namespace Portal.Infrastructure.Identity;

/// <summary>A person who signs in; she may work in several stores.</summary>
public sealed class PortalUser : IdentityUser<Guid>
{
    /// <summary>How the portal addresses her.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>Works for the platform, not for a store.</summary>
    public bool IsAdministrator { get; set; }

    /// <summary>Looks around the demo store and changes nothing; deleted some time after the last visit.</summary>
    public bool IsGuest { get; init; }
    public DateTimeOffset CreatedAt { get; set; }
}
