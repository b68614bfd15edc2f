using Npgsql;
using NpgsqlTypes;
using Portal.Domain.Demo;

namespace Portal.Infrastructure.Demo;

/// <summary>Writes a demo's shelves and products, each sold as one variant, and the place where the goods lie.</summary>
internal sealed class DemoCatalogueCopy(NpgsqlConnection connection, DemoTarget target)
{
    public async Task WriteAsync(DemoPlan plan, CancellationToken cancellationToken)
    {
        await ShelvesAsync(cancellationToken);
        await ProductsAsync(plan, cancellationToken);
        await VariantsAsync(plan, cancellationToken);
    }

    private async Task ShelvesAsync(CancellationToken cancellationToken)
    {
        await using var rows = connection.CreateBatch();
        DemoSales.Add(
            rows, "insert into categories (tenant_id, name, path) select $1, n, n from unnest($2) n",
            target.TenantId, Enum.GetValues<DemoCategory>().Select(DemoCatalogue.NameOf).ToArray());
        DemoSales.Add(
            rows, "update locations set name = 'Bandung warehouse', city = 'Bandung', country = $2 where tenant_id = $1 and is_default", target.TenantId, DemoProfile.Country);
        await rows.ExecuteNonQueryAsync(cancellationToken);
    }

    // The oldest product tells a restarted demo when the shop opened, which its growth counts from.
    private async Task ProductsAsync(DemoPlan plan, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            insert into products (tenant_id, id, external_id, name, category_id, url, created_at, updated_at)
            select $1, p.id, p.sku, p.name, c.id, p.url, $6, $6
            from unnest($2, $3, $4, $5, $7) as p (id, sku, name, category, url)
            join categories c on c.tenant_id = $1 and c.name = p.category
            """, connection);
        var products = DemoCatalogue.Products;
        object[] values =
        [
            target.TenantId, products.Select(p => p.Id).ToArray(), products.Select(p => p.Sku).ToArray(), products.Select(p => p.Name).ToArray(),
            products.Select(p => DemoCatalogue.NameOf(p.Category)).ToArray(), plan.Opened.UtcDateTime,
            products.Select(p => p.Page.Url).ToArray(),
        ];
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task VariantsAsync(DemoPlan plan, CancellationToken cancellationToken)
    {
        var prices = DemoShelf.PricesAt(plan.Seed, plan.Until);
        await using var importer = await connection.BeginBinaryImportAsync(
            "copy variants (tenant_id, id, product_id, sku, currency, price, created_at, updated_at) from stdin (format binary)", cancellationToken);
        foreach (var product in DemoCatalogue.Products)
        {
            await importer.StartRowAsync(cancellationToken);
            await importer.WriteAsync(target.TenantId, NpgsqlDbType.Uuid, cancellationToken);
            await importer.WriteAsync(product.VariantId, NpgsqlDbType.Uuid, cancellationToken);
            await importer.WriteAsync(product.Id, NpgsqlDbType.Uuid, cancellationToken);
            await importer.WriteAsync(product.Sku, NpgsqlDbType.Text, cancellationToken);
            await importer.WriteAsync(DemoProfile.Currency, NpgsqlDbType.Text, cancellationToken);
            await importer.WriteAsync(prices[product.Number], NpgsqlDbType.Numeric, cancellationToken);
            await importer.WriteAsync(plan.Opened.UtcDateTime, NpgsqlDbType.TimestampTz, cancellationToken);
            await importer.WriteAsync(plan.Opened.UtcDateTime, NpgsqlDbType.TimestampTz, cancellationToken);
        }

        await importer.CompleteAsync(cancellationToken);
    }
}
