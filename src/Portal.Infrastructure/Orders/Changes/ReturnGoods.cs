using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Domain.Orders;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Api;
using Portal.Infrastructure.Orders.Lists;

namespace Portal.Infrastructure.Orders.Changes;

/// <summary>
/// Takes goods of an order back, by the same statements as the API, and gives their money back with them when that is asked for.
/// </summary>
public sealed class ReturnGoods(OrderQueries orders, ResourceWriter writer, RefundOrder refund)
{
    /// <summary>Opens a return. Asked twice, it is opened once.</summary>
    /// <returns>What is wrong, by field; a return whose refund was refused is open nevertheless.</returns>
    public async Task<FieldErrors> OpenAsync(Guid tenantId, Guid orderId, ReturnRequest request, CancellationToken cancellationToken)
    {
        var lines = request.Lines.Where(line => line.Quantity > 0).ToArray();
        if (lines.Length == 0)
            return FieldErrors.Of("return", "Say what comes back.");
        if (await orders.FindAsync(tenantId, orderId, cancellationToken) is not { } order)
            return FieldErrors.Of("return", "The order is gone.");

        var errors = await PutAsync(tenantId, $"portal-{request.Id:N}", new()
        {
            ["order"] = order.ExternalId,
            ["state"] = OrderNames.Of(request.IsReceived ? ReturnState.Received : ReturnState.Requested),
            ["note"] = string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim(),
            ["lines"] = new JsonArray([.. lines.Select(line => new JsonObject
            {
                ["orderLine"] = line.Line, ["quantity"] = line.Quantity, ["reason"] = OrderNames.Of(line.Reason),
                ["restock"] = line.Restock,
            })]),
        }, cancellationToken);
        return errors.None && request.Refund ? await RefundAsync(tenantId, order, request, lines, cancellationToken) : errors;
    }

    /// <summary>Leads a return on: received, closed or declined.</summary>
    /// <param name="externalId">The return's.</param>
    public Task<FieldErrors> SetStateAsync(Guid tenantId, string externalId, ReturnState state, CancellationToken cancellationToken) =>
        PutAsync(tenantId, externalId, new() { ["state"] = OrderNames.Of(state) }, cancellationToken);

    private async Task<FieldErrors> RefundAsync(
        Guid tenantId, OrderDetails order, ReturnRequest request, IEnumerable<ReturnRequestLine> lines, CancellationToken cancellationToken)
    {
        // What was paid for so many units, as far as it has not gone back.
        var asked = lines.Select(line => (Asked: line, Sold: order.Lines.First(sold => sold.Line == line.Line)))
            .Select(line => new RefundRequestLine(
            line.Asked.Line, line.Asked.Quantity, Math.Min(line.Sold.Total - line.Sold.Refunded,
                Math.Round(line.Asked.Quantity * line.Sold.Total / line.Sold.Quantity, 2)), line.Asked.Reason));
        return await refund.RunAsync(tenantId, order.Id, new(request.Id, [.. asked], 0, request.Note), cancellationToken) switch
        {
            RefundOrderResult.Refused refused => refused.Errors,
            RefundOrderResult.Unknown => FieldErrors.Of("return", "The order is gone."),
            _ => new(),
        };
    }

    private async Task<FieldErrors> PutAsync(Guid tenantId, string externalId, JsonObject row, CancellationToken cancellationToken) =>
        await writer.PutAsync(
            tenantId, ResourceCatalogue.Returns, externalId,
            ResourceRow.Read(ResourceCatalogue.Returns, JsonSerializer.SerializeToElement(row)), ResourceCondition.None, null,
            cancellationToken)
            is ResourceWriteResult.Invalid invalid ? invalid.Errors : new();
}

/// <summary>What is to come back.</summary>
/// <param name="Id">Of the request.</param>
/// <param name="IsReceived">True when it is there already.</param>
/// <param name="Refund">True to give back what was paid for it.</param>
public sealed record ReturnRequest(Guid Id, IReadOnlyList<ReturnRequestLine> Lines, bool IsReceived, bool Refund, string? Note);

/// <summary>How many units of a line are to come back, and why.</summary>
/// <param name="Restock">True when they are for sale again as soon as they are there.</param>
public sealed record ReturnRequestLine(int Line, decimal Quantity, ReturnReason Reason, bool Restock);
