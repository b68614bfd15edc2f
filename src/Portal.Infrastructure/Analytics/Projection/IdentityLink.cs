using Portal.Domain.Analytics;

namespace Portal.Infrastructure.Analytics.Projection;

/// <summary>That a visitor belongs to a user, as one event says.</summary>
/// <param name="IsAlias">True when an alias message says so; such a visitor may stand in the middle of a chain.</param>
internal sealed record IdentityLink(long Visitor, string? AnonymousId, string UserId, EventMoment Moment, bool IsAlias);
