namespace Portal.Domain.Tenancy;

/// <summary>The store a page is about, with the role its reader has there.</summary>
public sealed record CurrentStore(
    Guid TenantId, string Slug, string Name, string Currency, string TimeZone, string Country, StoreRole Role);
