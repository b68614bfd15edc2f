namespace Portal.Domain.Demo;

/// <summary>What a supplier brings to the demo store at once.</summary>
/// <param name="ReceivedOn">The day that begins with the goods on the shelf; null while they are on their way.</param>
public sealed record DemoDelivery(
    DemoSupplier Supplier, DateOnly OrderedOn, DateOnly ExpectedOn, DateOnly? ReceivedOn,
    IReadOnlyList<(DemoProduct Product, int Quantity)> Lines);

/// <summary>Units that a count at the beginning of a day found missing.</summary>
public sealed record DemoShrinkage(DemoProduct Product, DateOnly Day, int Quantity);

/// <summary>How the demo store's shelves were filled.</summary>
public sealed record DemoSupply(IReadOnlyList<DemoDelivery> Deliveries, IReadOnlyList<DemoShrinkage> Shrinkages);
