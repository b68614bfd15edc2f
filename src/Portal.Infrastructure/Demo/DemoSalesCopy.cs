using Npgsql;
using NpgsqlTypes;
using Portal.Domain.Demo;

namespace Portal.Infrastructure.Demo;

/// <summary>Writes a demo's customers, orders and their lines with one binary COPY each.</summary>
internal sealed class DemoSalesCopy(NpgsqlConnection connection, DemoTarget target)
{
    public Task CustomersAsync(IReadOnlyList<DemoCustomer> customers, CancellationToken cancellationToken) => CopyAsync(
        "copy customers (tenant_id, id, external_id, email, first_name, last_name, city, country, created_at) from stdin (format binary)",
        customers,
        (row, customer) =>
        {
            row.Write(customer.Id, NpgsqlDbType.Uuid);
            row.Write(customer.ExternalId, NpgsqlDbType.Text);
            row.Write(customer.Email, NpgsqlDbType.Text);
            row.Write(customer.FirstName, NpgsqlDbType.Text);
            row.Write(customer.LastName, NpgsqlDbType.Text);
            row.Write(customer.Place.City, NpgsqlDbType.Text);
            row.Write(customer.Place.Country, NpgsqlDbType.Text);
            row.Write(customer.CreatedAt.UtcDateTime, NpgsqlDbType.TimestampTz);
        },
        cancellationToken);

    public Task OrdersAsync(IReadOnlyList<DemoOrder> orders, Dictionary<Guid, DemoRefund> refunds, CancellationToken cancellationToken) => CopyAsync(
        """
        copy orders (tenant_id, id, number, customer_id, placed_at, status, currency, subtotal, discount, tax, shipping, total,
          refunded, coupon, channel) from stdin (format binary)
        """,
        orders,
        (row, order) =>
        {
            var refund = refunds.GetValueOrDefault(order.Id);
            row.Write(order.Id, NpgsqlDbType.Uuid);
            row.Write(order.Number, NpgsqlDbType.Text);
            row.Write(order.Customer.Id, NpgsqlDbType.Uuid);
            row.Write(order.PlacedAt.UtcDateTime, NpgsqlDbType.TimestampTz);
            row.Write(DemoSales.StatusAfter(refund), NpgsqlDbType.Text);
            row.Write(DemoProfile.Currency, NpgsqlDbType.Text);
            row.Write(order.Subtotal, NpgsqlDbType.Numeric);
            row.Write(order.Discount, NpgsqlDbType.Numeric);
            row.Write(order.Tax, NpgsqlDbType.Numeric);
            row.Write(order.Shipping, NpgsqlDbType.Numeric);
            row.Write(order.Total, NpgsqlDbType.Numeric);
            row.Write(refund?.Amount ?? 0, NpgsqlDbType.Numeric);
            if (order.Coupon is null)
            {
                row.WriteNull();
            }
            else
            {
                row.Write(order.Coupon, NpgsqlDbType.Text);
            }

            row.Write(order.Channel, NpgsqlDbType.Text);
        },
        cancellationToken);

    public Task LinesAsync(IReadOnlyList<DemoOrder> orders, CancellationToken cancellationToken) => CopyAsync(
        "copy order_lines (tenant_id, order_id, line, product_id, quantity, unit_price, discount, total) from stdin (format binary)",
        orders.SelectMany(order => order.Lines.Select((line, index) => (order.Id, Number: index + 1, Line: line))),
        (row, item) =>
        {
            row.Write(item.Id, NpgsqlDbType.Uuid);
            row.Write(item.Number, NpgsqlDbType.Integer);
            row.Write(item.Line.Product.Id, NpgsqlDbType.Uuid);
            row.Write(item.Line.Quantity, NpgsqlDbType.Integer);
            row.Write(item.Line.UnitPrice, NpgsqlDbType.Numeric);
            row.Write(item.Line.Discount, NpgsqlDbType.Numeric);
            row.Write(item.Line.Total, NpgsqlDbType.Numeric);
        },
        cancellationToken);

    private async Task CopyAsync<T>(string statement, IEnumerable<T> items, Action<NpgsqlBinaryImporter, T> write, CancellationToken cancellationToken)
    {
        await using var importer = await connection.BeginBinaryImportAsync(statement, cancellationToken);
        foreach (var item in items)
        {
            await importer.StartRowAsync(cancellationToken);
            await importer.WriteAsync(target.TenantId, NpgsqlDbType.Uuid, cancellationToken);
            write(importer, item);
        }

        await importer.CompleteAsync(cancellationToken);
    }
}
