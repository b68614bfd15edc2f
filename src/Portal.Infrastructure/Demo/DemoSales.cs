using Npgsql;
using Portal.Domain.Demo;
using Portal.Domain.Demo.Goods;
using Portal.Domain.Demo.Sales;

namespace Portal.Infrastructure.Demo;

/// <summary>Keeps the demo store's products, customers and orders as its live visitors change them. Safe to repeat.</summary>
/// <param name="app">The application role's way in; rows go through the store's row-level security.</param>
public sealed class DemoSales(NpgsqlDataSource app)
{
    /// <summary>Writes the customers, orders and refunds of a batch in one transaction.</summary>
    public async Task WriteAsync(DemoTarget target, DemoBatch batch, CancellationToken cancellationToken)
    {
        if (batch.Customers.Count + batch.Orders.Count + batch.Refunds.Count == 0)
        {
            return;
        }

        await using var connection = await app.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var rows = connection.CreateBatch();
        Add(rows, "select set_config('app.tenant_id', $1, true)", target.TenantId.ToString());
        foreach (var customer in batch.Customers)
        {
            Add(rows, """
                insert into customers (tenant_id, id, external_id, email, first_name, last_name, city, country, created_at)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing
                """,
                target.TenantId, customer.Id, customer.ExternalId, customer.Email, customer.FirstName, customer.LastName,
                customer.Place.City, customer.Place.Country, customer.CreatedAt.UtcDateTime);
        }

        await rows.ExecuteNonQueryAsync(cancellationToken);
        await new DemoLedger(connection, target).WriteAsync(batch.Orders, batch.Refunds, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>
    /// Brings prices to those of a day, takes in what suppliers bring on it, orders what runs low, and books what advertising cost.
    /// </summary>
    /// <param name="scale">Visitors against the standard store.</param>
    public async Task BeginDayAsync(DemoTarget target, ulong seed, double scale, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var offers = DemoCatalogue.Products.Select(p => DemoShelf.OfferOn(seed, p, DemoProfile.DayOf(at))).ToArray();
        await using var connection = await app.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var rows = connection.CreateBatch();
        Add(rows, "select set_config('app.tenant_id', $1, true)", target.TenantId.ToString());
        Add(rows, """
            update variants v set price = n.price, compare_at_price = n.compare_at, promotion = n.promotion, updated_at = $6
            from unnest($2, $3, $4, $5) as n (id, price, compare_at, promotion)
            where v.tenant_id = $1 and v.id = n.id and (v.price, v.compare_at_price, v.promotion) is distinct
              from (n.price, n.compare_at, n.promotion)
            """,
            target.TenantId, DemoCatalogue.Products.Select(p => p.VariantId).ToArray(), offers.Select(o => o.Price).ToArray(),
            offers.Select(o => o.CompareAt).ToArray(), offers.Select(o => o.Promotion).ToArray(), at.UtcDateTime);
        DemoStock.Restock(rows, target, at);
        if (await OpenedAsync(connection, target, cancellationToken) is { } opened)
            DemoMarketing.Continue(rows, target, seed, opened, scale, at);
        DemoParcels.Add(rows, target, at);
        await new DemoCancellations(connection, target).RunAsync(seed, at - DemoReturn.Longest, at, cancellationToken);
        await rows.ExecuteNonQueryAsync(cancellationToken);
        await new DemoReturns(connection, target).RunAsync(seed, at - DemoReturn.Longest - DemoReturn.Longest, at, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<DateTimeOffset?> OpenedAsync(
        NpgsqlConnection connection, DemoTarget target, CancellationToken cancellationToken)
    {
        await using var enter = new NpgsqlCommand("select set_config('app.tenant_id', $1, true)", connection);
        enter.Parameters.Add(new() { Value = target.TenantId.ToString() });
        await enter.ExecuteNonQueryAsync(cancellationToken);
        return await new DemoResume(connection, target).OpenedAsync(cancellationToken);
    }

    internal static void Add(NpgsqlBatch rows, string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        rows.BatchCommands.Add(command);
    }
}
