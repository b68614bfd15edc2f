namespace Portal.Domain.Orders;

/// <summary>What a source says of an order: all of it, as it stands in this revision.</summary>
/// <param name="ExternalId">The shop's own id, by which every source means the same order.</param>
/// <param name="RevisedAt">When the shop had it so. An older revision that comes late does not replace a newer one.</param>
/// <param name="Currency">ISO 4217, of every amount in it.</param>
public sealed record OrderInput(
    string ExternalId, DateTimeOffset PlacedAt, DateTimeOffset RevisedAt, string Currency, IReadOnlyList<OrderLineInput> Lines)
{
    /// <summary>What it is to be known by here when it is new; drawn when null.</summary>
    public Guid? Id { get; init; }

    /// <summary>What people call it; the external id without one.</summary>
    public string? Number { get; init; }

    public OrderStatus Status { get; init; } = OrderStatus.Paid;

    public DateTimeOffset? CancelledAt { get; init; }

    public CustomerInput? Customer { get; init; }

    /// <summary>Where it goes: ISO 3166 alpha-2, or the name that the source gives.</summary>
    public string? Country { get; init; }

    /// <summary>Where it was sold or came from.</summary>
    public string? Channel { get; init; }

    public string? Coupon { get; init; }

    /// <summary>Discount on the order as a whole, beside those of its lines.</summary>
    public decimal Discount { get; init; }

    /// <summary>Tax on the order as a whole, beside that of its lines.</summary>
    public decimal Tax { get; init; }

    public decimal Shipping { get; init; }

    /// <summary>True when prices contain the tax; else it is charged on top of them.</summary>
    public bool TaxIncluded { get; init; }

    /// <summary>What the source says it comes to; null when it says nothing.</summary>
    public decimal? StatedTotal { get; init; }

    /// <summary>Units of the store's currency for one of the order's; null takes the rate of its day.</summary>
    public decimal? ExchangeRate { get; init; }

    public string? Note { get; init; }
}

/// <summary>A line of an order.</summary>
/// <param name="Line">Tells it from the order's others, from 1; the same in every revision.</param>
/// <param name="Sku">The variant's; empty for what is no product, such as postage.</param>
/// <param name="Discount">Of the whole line.</param>
/// <param name="Tax">Of the whole line.</param>
/// <param name="UnitCost">What a unit had cost the store; null takes the catalogue's.</param>
public sealed record OrderLineInput(
    int Line, string Sku, string Name, decimal Quantity, decimal UnitPrice, decimal Discount = 0, decimal Tax = 0,
    decimal? UnitCost = null);

/// <summary>Whom an order is from.</summary>
/// <param name="ExternalId">The shop's own id of the customer.</param>
public sealed record CustomerInput(
    string ExternalId, string? Email = null, string? FirstName = null, string? LastName = null, string? City = null);
