using Portal.Domain.Tracking;

namespace Portal.Infrastructure.Tracking;

/// <summary>A site with the keys that still write, latest first.</summary>
public sealed record SiteListing(Site Site, IReadOnlyList<WriteKey> Keys)
{
    /// <summary>The key that the snippet shows; null when all are ended.</summary>
    public WriteKey? CurrentKey => Keys.FirstOrDefault(key => key.ValidUntil is null);
}
