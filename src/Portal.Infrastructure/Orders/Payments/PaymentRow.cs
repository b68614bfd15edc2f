using Portal.Domain.Orders;

namespace Portal.Infrastructure.Orders.Payments;

/// <summary>Money that came, was tried to come, or went back.</summary>
/// <param name="OrderId">Null for a refund that names no order.</param>
/// <param name="Method">Null for a refund.</param>
/// <param name="State">Of the payment; null for a refund.</param>
/// <param name="Amount">In <paramref name="Currency"/>, below 0 for a refund.</param>
public sealed record PaymentRow(
    Guid Id, DateTimeOffset At, Guid? OrderId, string? Number, string? Method, string? Reference, PaymentState? State, decimal Fee,
    decimal Amount, string Currency)
{
    public bool IsRefund => State is null;
}

/// <summary>What of a day's, a method's or a state's money moved, in the store's currency.</summary>
public sealed record PaymentSum(DateOnly Day, string Method, PaymentState State, long Payments, decimal Amount, decimal Fees)
{
    /// <summary>True for money that came, whether or not it went back later.</summary>
    public bool Came => State is PaymentState.Captured or PaymentState.Refunded;
}
