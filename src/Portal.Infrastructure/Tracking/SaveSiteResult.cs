using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Tracking;

/// <summary>How making or changing a site ended.</summary>
public abstract record SaveSiteResult
{
    private SaveSiteResult()
    {
    }

    public sealed record Saved(Guid SiteId) : SaveSiteResult;

    /// <summary>The store has no such site in use.</summary>
    public sealed record Missing : SaveSiteResult;

    public sealed record Invalid(FieldErrors Errors) : SaveSiteResult;
}
