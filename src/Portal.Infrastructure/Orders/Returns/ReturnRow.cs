using Portal.Domain.Orders;

namespace Portal.Infrastructure.Orders.Returns;

/// <summary>A return as the list shows it.</summary>
/// <param name="Products">Names of what comes back.</param>
/// <param name="Reasons">Stored words of the reasons.</param>
/// <param name="Value">What was paid for the goods, in <paramref name="Currency"/>.</param>
public sealed record ReturnRow(
    Guid Id, Guid OrderId, string Number, DateTimeOffset RequestedAt, DateTimeOffset? ReceivedAt, ReturnState State, decimal Units,
    string Products, IReadOnlyList<string> Reasons, decimal Value, string Currency, string? Note);

/// <summary>What went back for one reason or product, in the store's currency.</summary>
/// <param name="Value">The reason's word, or the sku.</param>
/// <param name="Name">Of the product; null where the catalogue has none.</param>
/// <param name="Sold">Units sold of the product in the same days; null where they are not told apart.</param>
public sealed record ReturnedPart(string Value, string? Name, decimal Units, decimal Amount, decimal? Sold);

/// <summary>What was sold in a month, and what of it came back in that month and in each one after.</summary>
/// <param name="Returned">Units by months until they came back; the first is the month of the sale.</param>
public sealed record ReturnCohort(DateOnly Month, decimal Sold, IReadOnlyList<decimal> Returned);
