using System.Buffers;
using System.Security.Cryptography;
using Portal.Domain.Tenancy;

namespace Portal.Domain.Tracking;

/// <summary>The public key with which a site's tracker or server adds events, and nothing else.</summary>
public sealed class WriteKey : ITenantOwned
{
    private const string Prefix = "wk_";
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int MaxLength = 40;

    private static readonly SearchValues<char> Known = SearchValues.Create(Alphabet + "_");

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

    /// <summary>True when a text could be a key; what could not is neither looked up nor remembered.</summary>
    public static bool IsWellFormed(string text) =>
        text.Length is > 3 and <= MaxLength && text.StartsWith(Prefix, StringComparison.Ordinal)
            && !text.AsSpan(Prefix.Length).ContainsAnyExcept(Known);

    /// <summary>
    /// The key as a page shows it. A guest of the demo store gets its beginning: with all of it anyone could write events there.
    /// </summary>
    public string ShownTo(StoreRole role) => role == StoreRole.Guest ? $"{Key[..Math.Min(Key.Length, Prefix.Length + 4)]}…" : Key;

    /// <summary>A new random key: <c>wk_</c> and 24 characters that are safe in addresses (about 142 bits).</summary>
    public static string NewKey() =>
        Prefix + RandomNumberGenerator.GetString(Alphabet, 24);
}
