using Npgsql;
using NpgsqlTypes;
using Portal.Domain.Demo.Sales;

namespace Portal.Infrastructure.Demo;

/// <summary>Writes a demo's customers with one binary COPY.</summary>
internal sealed class DemoCustomerCopy(NpgsqlConnection connection, DemoTarget target)
{
    public Task WriteAsync(IReadOnlyList<DemoCustomer> customers, CancellationToken cancellationToken) => CopyAsync(
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

    private async Task CopyAsync<T>(
        string statement, IEnumerable<T> items, Action<NpgsqlBinaryImporter, T> write, CancellationToken cancellationToken)
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
