using Portal.Domain.Orders;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Orders.Lists;

namespace Portal.Infrastructure.Orders.Changes;

/// <summary>Gives part of an order's money back, or all that is left of it. It is booked on the day it is done.</summary>
public sealed class RefundOrder(OrderQueries orders, OrderWriter writer, TimeProvider time)
{
    public async Task<RefundOrderResult> RunAsync(Guid tenantId, Guid orderId, RefundRequest request, CancellationToken cancellationToken)
    {
        await using var turn = await writer.TakeTurnAsync(tenantId, cancellationToken);
        if (await orders.FindAsync(tenantId, orderId, cancellationToken) is not { } order)
            return new RefundOrderResult.Unknown();
        var errors = Check(order, request);
        if (!errors.None)
            return new RefundOrderResult.Refused(errors);

        var now = time.GetUtcNow();
        var lines = request.Lines.Where(line => line.Quantity > 0 || line.Amount > 0)
            .Select(line => (Asked: line, Sold: order.Lines.First(sold => sold.Line == line.Line)))
            .Select((line, index) => new RefundLineInput(index + 1, line.Asked.Line, line.Sold.Sku, line.Sold.Name, line.Asked.Quantity,
                line.Asked.Amount, Tax(order, line.Sold, line.Asked.Amount), line.Asked.Reason, line.Asked.Restock));
        var refund = new RefundInput($"portal-{request.Id:N}", order.ExternalId, now, order.Currency, [.. lines])
        {
            Shipping = request.Shipping,
            Reason = OneReason(request),
            Note = string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim(),
            ExchangeRate = order.ExchangeRate == 1 ? 1 : null,
        };
        var total = refund.Lines.Sum(line => line.Amount + line.Tax) + refund.Shipping;
        var result = await turn.WriteAsync(OrderSource.Member, new([]) { Refunds = [refund] }, cancellationToken);
        if (result.Refunds[refund.ExternalId] != InputOutcome.NoRate)
            return new RefundOrderResult.Refunded(total);
        errors.Add("refund", $"There is no exchange rate of {order.Currency} for today.");
        return new RefundOrderResult.Refused(errors);
    }

    // What is said of the refund as a whole, where its lines agree.
    private static ReturnReason? OneReason(RefundRequest request)
    {
        var reasons = request.Lines.Where(line => line.Quantity > 0 || line.Amount > 0).Select(line => line.Reason).Distinct().ToArray();
        return reasons.Length == 1 ? reasons[0] : null;
    }

    // Of tax that was charged on top, the line's share goes back with it.
    private static decimal Tax(OrderDetails order, OrderLine sold, decimal amount) =>
        order.TaxIncluded || sold.Total == 0 ? 0 : Math.Round(sold.Tax * amount / sold.Total, 2, MidpointRounding.AwayFromZero);

    private static FieldErrors Check(OrderDetails order, RefundRequest request)
    {
        var errors = new FieldErrors();
        foreach (var line in request.Lines)
        {
            var sold = order.Lines.FirstOrDefault(known => known.Line == line.Line);
            if (sold is null)
            {
                errors.Add("refund", "The order has no such line.");
                continue;
            }

            errors.Require(line.Quantity >= 0 && line.Quantity <= sold.Quantity - sold.Returned, $"quantity-{line.Line}",
                $"At most {sold.Quantity - sold.Returned:0.####} can come back.");
            errors.Require(line.Amount >= 0 && line.Amount <= sold.Total - sold.Refunded, $"amount-{line.Line}",
                $"At most {sold.Total - sold.Refunded:0.####} can go back.");
        }

        var shipped = order.Refunds.Sum(refund => refund.Shipping);
        errors.Require(request.Shipping >= 0 && request.Shipping <= order.Shipping - shipped, "shipping",
            $"At most {order.Shipping - shipped:0.####} can go back.");
        errors.Require(request.Lines.Sum(line => line.Amount) + request.Shipping > 0, "refund", "Say what goes back.");
        errors.Require(order.Status is not (OrderStatus.Draft or OrderStatus.Cancelled), "refund",
            "An order that does not count has nothing to refund.");
        return errors;
    }
}

/// <summary>What is to go back.</summary>
/// <param name="Id">Of the request: asked twice, it is done once.</param>
public sealed record RefundRequest(Guid Id, IReadOnlyList<RefundRequestLine> Lines, decimal Shipping, string? Note);

/// <summary>What of a line is to go back.</summary>
/// <param name="Quantity">Units that come back; 0 when only money goes.</param>
/// <param name="Amount">Money for goods, tax on top apart.</param>
/// <param name="Restock">True when the units are here and for sale again.</param>
public sealed record RefundRequestLine(
    int Line, decimal Quantity, decimal Amount, ReturnReason Reason = ReturnReason.Unknown, bool Restock = false);

/// <summary>What became of a refund.</summary>
public abstract record RefundOrderResult
{
    private RefundOrderResult()
    {
    }

    public sealed record Refunded(decimal Total) : RefundOrderResult;

    public sealed record Unknown : RefundOrderResult;

    public sealed record Refused(FieldErrors Errors) : RefundOrderResult;
}
