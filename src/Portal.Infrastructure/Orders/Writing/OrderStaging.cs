using Npgsql;
using NpgsqlTypes;
using Portal.Domain.Orders;

namespace Portal.Infrastructure.Orders.Writing;

/// <summary>Copies what was stated into the staging tables, one binary COPY a table.</summary>
internal static class OrderStaging
{
    public static async Task CopyAsync(
        NpgsqlConnection connection, OrderSource source, OrderInputBatch batch, CancellationToken cancellationToken)
    {
        await CopyAsync(connection, """
            copy staged_orders (order_id, external_id, number, source, status, placed_at, revised_at, cancelled_at, customer, email, first_name, last_name, city, country,
              channel, coupon, currency, rate, tax_included, discount, tax, shipping, stated_total, note) from stdin (format binary)
            """, batch.Orders, (row, order) => Write(row, order, source), cancellationToken);
        await CopyAsync(
            connection,
            "copy staged_lines (external_id, line, sku, name, quantity, unit_price, discount, tax, unit_cost) from stdin (format binary)",
            batch.Orders.SelectMany(order => order.Lines.Select(line => (order.ExternalId, Line: line))), (row, item) =>
                Write(row, item.ExternalId, item.Line), cancellationToken);
        await CopyAsync(connection, """
            copy staged_refunds (external_id, order_external_id, source, refunded_at, customer, email, first_name, last_name, city, country, channel, currency,
              rate, amount, tax, shipping, reason, note) from stdin (format binary)
            """, batch.Refunds, (row, refund) => Write(row, refund, source), cancellationToken);
        await CopyAsync(
            connection,
            "copy staged_refund_lines (external_id, line, order_line, sku, name, quantity, amount, tax, reason, restock) from stdin "
                + "(format binary)",
            batch.Refunds.SelectMany(refund => refund.Lines.Select(line => (refund.ExternalId, Line: line))), (row, item) =>
                Write(row, item.ExternalId, item.Line), cancellationToken);
        await CopyAsync(
            connection,
            "copy staged_payments (external_id, order_external_id, method, reference, state, amount, fee, paid_at) from stdin (format "
                + "binary)",
            batch.Payments, Write, cancellationToken);
        await CopyAsync(
            connection,
            "copy staged_shipments (external_id, order_external_id, carrier, tracking, tracking_url, shipped_at, delivered_at) from "
                + "stdin (format binary)",
            batch.Shipments, Write, cancellationToken);
    }

    private static void Write(NpgsqlBinaryImporter row, OrderInput order, OrderSource source)
    {
        if (order.Id is { } id)
            row.Write(id, NpgsqlDbType.Uuid);
        else
            row.WriteNull();
        Text(row, order.ExternalId);
        Text(row, order.Number);
        Text(row, OrderNames.Of(source));
        Text(row, OrderNames.Of(order.Status));
        Instant(row, order.PlacedAt);
        Instant(row, order.RevisedAt);
        Instant(row, order.CancelledAt);
        Customer(row, order.Customer);
        Text(row, order.Country);
        Text(row, order.Channel);
        Text(row, order.Coupon);
        Text(row, order.Currency);
        Number(row, order.ExchangeRate);
        row.Write(order.TaxIncluded, NpgsqlDbType.Boolean);
        Number(row, order.Discount);
        Number(row, order.Tax);
        Number(row, order.Shipping);
        Number(row, order.StatedTotal);
        Text(row, order.Note);
    }

    private static void Write(NpgsqlBinaryImporter row, string externalId, OrderLineInput line)
    {
        Text(row, externalId);
        row.Write(line.Line, NpgsqlDbType.Integer);
        Text(row, line.Sku);
        Text(row, line.Name);
        Number(row, line.Quantity);
        Number(row, line.UnitPrice);
        Number(row, line.Discount);
        Number(row, line.Tax);
        Number(row, line.UnitCost);
    }

    private static void Write(NpgsqlBinaryImporter row, RefundInput refund, OrderSource source)
    {
        Text(row, refund.ExternalId);
        Text(row, refund.OrderExternalId);
        Text(row, OrderNames.Of(source));
        Instant(row, refund.RefundedAt);
        Customer(row, refund.Customer);
        Text(row, refund.Country);
        Text(row, refund.Channel);
        Text(row, refund.Currency);
        Number(row, refund.ExchangeRate);
        Number(row, refund.Amount);
        Number(row, refund.Tax);
        Number(row, refund.Shipping);
        Text(row, refund.Reason is { } reason ? OrderNames.Of(reason) : null);
        Text(row, refund.Note);
    }

    private static void Write(NpgsqlBinaryImporter row, string externalId, RefundLineInput line)
    {
        Text(row, externalId);
        row.Write(line.Line, NpgsqlDbType.Integer);
        if (line.OrderLine is { } orderLine)
            row.Write(orderLine, NpgsqlDbType.Integer);
        else
            row.WriteNull();
        Text(row, line.Sku);
        Text(row, line.Name);
        Number(row, line.Quantity);
        Number(row, line.Amount);
        Number(row, line.Tax);
        Text(row, OrderNames.Of(line.Reason));
        row.Write(line.Restock, NpgsqlDbType.Boolean);
    }

    private static void Write(NpgsqlBinaryImporter row, PaymentInput payment)
    {
        Text(row, payment.ExternalId);
        Text(row, payment.OrderExternalId);
        Text(row, payment.Method);
        Text(row, payment.Reference);
        Text(row, OrderNames.Of(payment.State));
        Number(row, payment.Amount);
        Number(row, payment.Fee);
        Instant(row, payment.PaidAt);
    }

    private static void Write(NpgsqlBinaryImporter row, ShipmentInput shipment)
    {
        Text(row, shipment.ExternalId);
        Text(row, shipment.OrderExternalId);
        Text(row, shipment.Carrier);
        Text(row, shipment.Tracking);
        Text(row, shipment.TrackingUrl);
        Instant(row, shipment.ShippedAt);
        Instant(row, shipment.DeliveredAt);
    }

    private static void Customer(NpgsqlBinaryImporter row, CustomerInput? customer)
    {
        Text(row, customer?.ExternalId);
        Text(row, customer?.Email);
        Text(row, customer?.FirstName);
        Text(row, customer?.LastName);
        Text(row, customer?.City);
    }

    private static void Text(NpgsqlBinaryImporter row, string? value)
    {
        if (value is null)
            row.WriteNull();
        else
            row.Write(value, NpgsqlDbType.Text);
    }

    private static void Number(NpgsqlBinaryImporter row, decimal? value)
    {
        if (value is { } number)
            row.Write(number, NpgsqlDbType.Numeric);
        else
            row.WriteNull();
    }

    private static void Instant(NpgsqlBinaryImporter row, DateTimeOffset? value)
    {
        if (value is { } instant)
            row.Write(instant.UtcDateTime, NpgsqlDbType.TimestampTz);
        else
            row.WriteNull();
    }

    private static async Task CopyAsync<T>(
        NpgsqlConnection connection, string statement, IEnumerable<T> items, Action<NpgsqlBinaryImporter, T> write,
        CancellationToken cancellationToken)
    {
        if (items.TryGetNonEnumeratedCount(out var count) && count == 0)
            return;
        await using var importer = await connection.BeginBinaryImportAsync(statement, cancellationToken);
        foreach (var item in items)
        {
            await importer.StartRowAsync(cancellationToken);
            write(importer, item);
        }

        await importer.CompleteAsync(cancellationToken);
    }
}
