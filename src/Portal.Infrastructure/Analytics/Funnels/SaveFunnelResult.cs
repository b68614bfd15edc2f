using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Analytics.Funnels;

/// <summary>How keeping a funnel ended.</summary>
public abstract record SaveFunnelResult
{
    private SaveFunnelResult()
    {
    }

    public sealed record Saved(Guid FunnelId) : SaveFunnelResult;

    /// <summary>The store has no such funnel any more.</summary>
    public sealed record Missing : SaveFunnelResult;

    public sealed record Invalid(FieldErrors Errors) : SaveFunnelResult;
}
