namespace Portal.Domain.Demo;

/// <summary>Where a demo store stands when its visitors are to come again: what its own tables tell.</summary>
/// <param name="At">The instant up to which everything is written.</param>
/// <param name="NextOrder">The number the next order gets.</param>
/// <param name="NextCustomer">The number the next customer gets, from 1.</param>
public sealed record DemoState(
    DateTimeOffset At, int NextOrder, int NextCustomer, IReadOnlyList<DemoKnownCustomer> Customers,
    IReadOnlyList<DemoKnownOrder> OpenOrders)
{
    /// <summary>The first order's number.</summary>
    public const int FirstOrder = 10_001;

    /// <summary>Browsers without a customer that were there in the last weeks.</summary>
    public IReadOnlyList<DemoKnownVisitor> Visitors { get; init; } = [];
}

/// <summary>A browser with what decides when it comes again.</summary>
/// <param name="Visits">Visits so far.</param>
/// <param name="LastAt">When the last of them began.</param>
public sealed record DemoKnownVisitor(string AnonymousId, string City, string UserAgent, int Visits, DateTimeOffset LastAt);

/// <summary>A customer with what decides when she comes back.</summary>
public sealed record DemoKnownCustomer(int Number, string City, DateTimeOffset CreatedAt, int Orders, DateTimeOffset LastOrderAt);

/// <summary>A paid order that is young enough to be refunded still.</summary>
public sealed record DemoKnownOrder(
    Guid Id, string Number, string CustomerId, DateTimeOffset PlacedAt, decimal Total, IReadOnlyList<decimal> Lines);
