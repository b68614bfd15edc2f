namespace Portal.Domain.Tenancy;

/// <summary>A row that belongs to one store; the query filter and the row-level policies rest on it.</summary>
public interface ITenantOwned
{
    /// <summary>The store that owns the row.</summary>
    Guid TenantId { get; }
}
