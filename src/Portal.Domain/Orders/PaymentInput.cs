namespace Portal.Domain.Orders;

/// <summary>A payment of an order, or the try of one.</summary>
/// <param name="Fee">What it cost the store.</param>
public sealed record PaymentInput(
    string ExternalId, string OrderExternalId, string Method, PaymentState State, decimal Amount, DateTimeOffset PaidAt, decimal Fee = 0,
    string? Reference = null);

/// <summary>A parcel of an order on its way.</summary>
public sealed record ShipmentInput(
    string ExternalId, string OrderExternalId, DateTimeOffset ShippedAt, string? Carrier = null, string? Tracking = null,
    string? TrackingUrl = null, DateTimeOffset? DeliveredAt = null);

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
