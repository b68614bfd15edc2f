namespace Portal.Domain.Tenancy;

/// <summary>The store that a page or request works for, with the role of the person who asked.</summary>
/// <param name="TenantId">The tenant every query is bound to.</param>
/// <param name="Slug">The store's part of an address, lower case.</param>
/// <param name="Currency">ISO 4217 code of the reporting currency.</param>
/// <param name="TimeZone">IANA name; days and hours are cut in it.</param>
/// <param name="Country">ISO 3166-1 alpha-2 code.</param>
public sealed record CurrentStore(
    Guid TenantId,
    string Slug,
    string Name,
    string Currency,
    string TimeZone,
    string Country,
    StoreRole Role)
{
    /// <summary>Today's goal for revenue in the reporting currency, when the store has set one.</summary>
    public decimal? DailyRevenueGoal { get; init; }

    /// <summary>True for the store that the portal made itself, where the simulator runs.</summary>
    public bool IsDemo { get; init; }
}
