using Portal.Domain.Tenancy;

namespace Portal.Tests.Tenancy;

/// <summary>Who reaches an endpoint.</summary>
public abstract record Reach
{
    public sealed record Anyone : Reach;

    public sealed record SignedIn : Reach;

    /// <summary>Members whose role sees it.</summary>
    public sealed record Member(params IReadOnlyList<StoreRole> Roles) : Reach;

    public sealed record Administrator : Reach;

    public sealed record StoreToken : Reach;

    public sealed record PlatformToken : Reach;
}
