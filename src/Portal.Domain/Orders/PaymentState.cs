namespace Portal.Domain.Orders;

/// <summary>What became of a payment.</summary>
public enum PaymentState
{
    /// <summary>Promised by the bank, and not taken yet.</summary>
    Authorized,
    Captured,
    Declined,
    Voided,
    Refunded,
}
