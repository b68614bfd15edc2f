using System.Security.Cryptography;
using Portal.Domain.Tenancy;

namespace Portal.Domain.Sites;

/// <summary>The public key with which a site's tracker or server adds events, and nothing else.</summary>
public sealed class WriteKey : ITenantOwned
{
    public Guid TenantId { get; init; }
    public Guid Id { get; init; }
    public Guid SiteId { get; init; }
    public required string Key { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>End of the grace time after a rotation; null while the key is the current one.</summary>
    public DateTimeOffset? ValidUntil { get; set; }
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>True when events with this key are accepted at the given instant.</summary>
    public bool IsValidAt(DateTimeOffset instant) => RevokedAt is null && (ValidUntil is null || ValidUntil > instant);

    /// <summary>A new random key: <c>wk_</c> and 24 characters that are safe in addresses (about 142 bits).</summary>
    public static string NewKey() =>
        "wk_" + RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 24);
}
