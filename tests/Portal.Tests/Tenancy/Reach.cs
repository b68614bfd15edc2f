using Portal.Domain.Tenancy;

namespace Portal.Tests.Tenancy;

/// <summary>Who reaches an endpoint.</summary>
public abstract record Reach
{
    public sealed record Anyone : Reach;

    public sealed record SignedIn : Reach;

    public sealed record Member(StoreRole Minimum) : Reach;

    public sealed record Administrator : Reach;

    public sealed record StoreToken : Reach;

    public sealed record PlatformToken : Reach;
}
