namespace Portal.Domain.Events.Channels;

/// <summary>What a site that sends visitors is.</summary>
public enum SiteKind
{
    /// <summary>A search engine.</summary>
    Search,

    /// <summary>A social network or forum.</summary>
    Social,

    /// <summary>A video platform.</summary>
    Video,

    /// <summary>A marketplace or price comparison.</summary>
    Shopping,

    /// <summary>A messenger.</summary>
    Chat,

    /// <summary>An assistant that answers with links.</summary>
    Assistant,

    /// <summary>A mailbox in the browser.</summary>
    Mail,
}

/// <summary>A site that sends visitors and is known by name.</summary>
/// <param name="Name">Its stored source.</param>
public sealed record KnownSite(string Name, SiteKind Kind)
{
    /// <summary>The medium of a visit that its referrer alone tells of.</summary>
    public string Medium => Kind switch
    {
        SiteKind.Search or SiteKind.Shopping => "organic",
        SiteKind.Social => "social",
        SiteKind.Video => "video",
        SiteKind.Chat => "chat",
        SiteKind.Assistant => "referral",
        SiteKind.Mail => "email",
        _ => throw new InvalidOperationException($"{Kind} has no medium."),
    };
}
