using Portal.Components.Shared;
using Portal.Domain.Orders;
using Portal.Infrastructure.Orders.Lists;

namespace Portal.Features.Orders;

/// <summary>An order's states as people read them. The normal ones are quiet; only what wants something is toned.</summary>
internal static class OrderFormatter
{
    public static string Fulfilment(OrderStatus status) => status switch
    {
        OrderStatus.Draft => "Draft",
        OrderStatus.Pending => "Waits for payment",
        OrderStatus.Paid => "To ship",
        OrderStatus.PartiallyFulfilled => "Part shipped",
        OrderStatus.Fulfilled => "Shipped",
        OrderStatus.Delivered => "Delivered",
        OrderStatus.Cancelled => "Cancelled",
        OrderStatus.Refunded => "Refunded",
        OrderStatus.Returned => "Returned",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    public static string Icon(OrderStatus status) => status switch
    {
        OrderStatus.Draft => "edit",
        OrderStatus.Pending => "schedule",
        OrderStatus.Paid => "package_2",
        OrderStatus.PartiallyFulfilled or OrderStatus.Fulfilled => "local_shipping",
        OrderStatus.Delivered => "check",
        OrderStatus.Cancelled => "block",
        _ => "undo",
    };

    public static Severity Severity(OrderStatus status) => status switch
    {
        OrderStatus.Paid or OrderStatus.Pending => Components.Shared.Severity.Warning,
        OrderStatus.PartiallyFulfilled => Components.Shared.Severity.Info,
        _ => Components.Shared.Severity.Neutral,
    };

    public static string Payment(OrderPayment payment) => payment switch
    {
        OrderPayment.Pending => "Pending",
        OrderPayment.Paid => "Paid",
        OrderPayment.PartRefunded => "Part refunded",
        OrderPayment.Refunded => "Refunded",
        _ => "Cancelled",
    };

    public static string Icon(OrderPayment payment) => payment switch
    {
        OrderPayment.Pending => "schedule",
        OrderPayment.Paid => "check",
        OrderPayment.Cancelled => "block",
        _ => "undo",
    };

    public static Severity Severity(OrderPayment payment) => payment switch
    {
        OrderPayment.Pending => Components.Shared.Severity.Warning,
        OrderPayment.PartRefunded => Components.Shared.Severity.Info,
        _ => Components.Shared.Severity.Neutral,
    };

    public static string Reason(string? reason) => OrderNames.Find<ReturnReason>(reason) switch
    {
        ReturnReason.Color => "Colour",
        ReturnReason.Defective => "Defective",
        ReturnReason.NotAsDescribed => "Not as described",
        ReturnReason.Other => "Other",
        ReturnReason.SizeTooLarge => "Too large",
        ReturnReason.SizeTooSmall => "Too small",
        ReturnReason.Style => "Style",
        ReturnReason.Unwanted => "Unwanted",
        ReturnReason.WrongItem => "Wrong item",
        _ => "Not known",
    };

    public static string? Reasons(IReadOnlyList<string> reasons) => reasons.Count == 0 ? null : string.Join(", ", reasons.Select(Reason));

    public static string Return(ReturnState state) => state switch
    {
        ReturnState.Requested => "Awaited",
        ReturnState.Received => "Received",
        ReturnState.Closed => "Closed",
        _ => "Declined",
    };

    public static string Payment(PaymentState? state) => state switch
    {
        PaymentState.Authorized => "Authorised",
        PaymentState.Captured => "Captured",
        PaymentState.Declined => "Declined",
        PaymentState.Voided => "Voided",
        PaymentState.Refunded => "Captured, gone back",
        _ => "Refund",
    };

    public static string Source(OrderSource source) => source switch
    {
        OrderSource.Browser => "the tracker alone",
        OrderSource.Import => "an import",
        OrderSource.Api => "the API",
        OrderSource.Webhook => "the shop",
        OrderSource.Member => "the portal",
        _ => "the demo",
    };
}
