using Portal.Domain.Tenancy;

namespace Portal.Features.Shared.Access;

/// <summary>A right over a store and the roles that have it.</summary>
public sealed record StoreRight(string Policy, IReadOnlyList<StoreRole> Roles)
{
    /// <summary>What a person may do by it; null for the rights to see pages, which every member has.</summary>
    public string? Label { get; init; }
}

/// <summary>How far a role reaches by one policy.</summary>
public enum StoreAccessLevel
{
    None,

    /// <summary>Pages and their buttons are shown, but what they would change stays as it is: the demo store's guest.</summary>
    Shown,

    Granted,
}
