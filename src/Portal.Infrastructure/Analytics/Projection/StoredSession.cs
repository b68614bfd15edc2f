using Portal.Domain.Analytics.Sessions;

namespace Portal.Infrastructure.Analytics.Projection;

/// <summary>The browser whose sessions are meant; what its bots do is kept apart from what people do.</summary>
internal readonly record struct Browser(long Visitor, bool IsBot);

/// <summary>A session as its row holds it.</summary>
internal sealed record StoredSession(Browser Browser, string AnonymousId, Session Session)
{
    /// <summary>Whom the browser belongs to.</summary>
    public long Person { get; set; }
}
