using Portal.Domain.Identity;

namespace Portal.Infrastructure.Tenancy;

/// <summary>Who a new store belongs to.</summary>
public abstract record StoreOwner
{
    private StoreOwner()
    {
    }

    /// <summary>Someone who opens an account with the store.</summary>
    /// <param name="Confirmed">True skips the confirmation mail, for accounts that the portal makes itself.</param>
    public sealed record Newcomer(NewPerson Person, bool Confirmed = false) : StoreOwner;

    /// <summary>Someone who is signed in.</summary>
    public sealed record Known(Guid UserId) : StoreOwner;

    /// <summary>Someone known by address: a member at once when she has an account, invited by mail when not.</summary>
    public sealed record ByEmail(string? Email) : StoreOwner;
}
