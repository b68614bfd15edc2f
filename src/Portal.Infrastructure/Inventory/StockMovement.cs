namespace Portal.Infrastructure.Inventory;

/// <summary>One change of a stock.</summary>
/// <param name="Kind">sale, return, receipt, adjustment or transfer.</param>
/// <param name="Cause">The order's or purchase order's number, or the reason that was given.</param>
public sealed record StockMovement(
    Guid Id, DateTimeOffset OccurredAt, string Kind, int Quantity, string Sku, string Name, string Location, string? Cause);

/// <summary>A place where goods lie.</summary>
public sealed record StockLocation(Guid Id, string Code, string Name, string? City, bool IsDefault, long Units);
