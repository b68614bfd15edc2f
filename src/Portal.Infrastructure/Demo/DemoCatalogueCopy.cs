using Npgsql;
using Portal.Domain.Demo;
using Portal.Domain.Demo.Goods;

namespace Portal.Infrastructure.Demo;

/// <summary>Writes a demo's shelves, suppliers and products with their variants and every price it ever had.</summary>
internal sealed class DemoCatalogueCopy(NpgsqlConnection connection, DemoTarget target)
{
    public async Task WriteAsync(DemoPlan plan, CancellationToken cancellationToken)
    {
        await using var rows = connection.CreateBatch();
        Shelves(rows);
        Products(rows, plan);
        Variants(rows, plan);
        Prices(rows, plan);
        await rows.ExecuteNonQueryAsync(cancellationToken);
    }

    private void Shelves(NpgsqlBatch rows)
    {
        DemoSales.Add(
            rows, "insert into categories (tenant_id, name, path) select $1, n, n from unnest($2) n",
            target.TenantId, Enum.GetValues<DemoCategory>().Select(DemoCatalogue.NameOf).ToArray());
        DemoSales.Add(
            rows, "insert into brands (tenant_id, name) select distinct $1, n from unnest($2) n",
            target.TenantId, Enum.GetValues<DemoCategory>().Select(DemoSupplier.BrandOf).ToArray());
        DemoSales.Add(
            rows, "insert into suppliers (tenant_id, name, currency, lead_time_days) select $1, s.name, $4, s.days from unnest($2, $3) "
                + "as s (name, days)",
            target.TenantId, DemoSupplier.All.Select(s => s.Name).ToArray(), DemoSupplier.All.Select(s => s.LeadTimeDays).ToArray(),
            DemoProfile.Currency);
        DemoSales.Add(
            rows, "update locations set name = 'Bandung warehouse', city = 'Bandung', country = $2 where tenant_id = $1 and is_default",
            target.TenantId, DemoProfile.Country);
    }

    // The oldest product tells a restarted demo when the shop opened, which its growth counts from.
    private void Products(NpgsqlBatch rows, DemoPlan plan)
    {
        var products = DemoCatalogue.Products.DistinctBy(p => p.Id).ToArray();
        DemoSales.Add(rows, """
            insert into products (tenant_id, id, external_id, name, category_id, brand_id, url, created_at, updated_at)
            select $1, p.id, p.sku, p.name, c.id, b.id, p.url, $8, $8
            from unnest($2, $3, $4, $5, $6, $7) as p (id, sku, name, category, brand, url)
            join categories c on c.tenant_id = $1 and c.path = p.category
            join brands b on b.tenant_id = $1 and b.name = p.brand
            """,
            target.TenantId, products.Select(p => p.Id).ToArray(), products.Select(p => p.ProductSku).ToArray(),
            products.Select(p => p.Name).ToArray(),
            products.Select(p => DemoCatalogue.NameOf(p.Category)).ToArray(),
            products.Select(p => DemoSupplier.BrandOf(p.Category)).ToArray(),
            products.Select(p => p.Page.Url).ToArray(), plan.Opened.UtcDateTime);
    }

    private void Variants(NpgsqlBatch rows, DemoPlan plan)
    {
        var products = DemoCatalogue.Products;
        DemoSales.Add(rows, """
            insert into variants (tenant_id, id, product_id, sku, currency, price, compare_at_price, promotion, cost, supplier_id,
              title, options, position, created_at, updated_at)
            select $1, v.id, v.product_id, v.sku, $2, v.price, v.compare_at, v.promotion, v.cost, s.id, v.option,
              case when v.option = '' then '{}' else jsonb_build_object(v.option_name, v.option) end, v.position, $3, $3
            from unnest($4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
              as v (id, product_id, sku, price, compare_at, promotion, cost, supplier, option, option_name, position)
            join suppliers s on s.tenant_id = $1 and s.name = v.supplier
            """,
            target.TenantId, DemoProfile.Currency, plan.Opened.UtcDateTime,
            products.Select(p => p.VariantId).ToArray(), products.Select(p => p.Id).ToArray(), products.Select(p => p.Sku).ToArray(),
            products.Select(p => Offer(plan, p, plan.Opened).Price).ToArray(),
            products.Select(p => Offer(plan, p, plan.Opened).CompareAt).ToArray(),
            products.Select(p => Offer(plan, p, plan.Opened).Promotion).ToArray(), products.Select(DemoSupplier.CostOf).ToArray(),
            products.Select(p => DemoSupplier.Of(p.Category).Name).ToArray(),
            products.Select(p => p.Option).ToArray(), products.Select(p => p.OptionName).ToArray(),
            products.Select(p => p.Position).ToArray());
    }

    private void Prices(NpgsqlBatch rows, DemoPlan plan)
    {
        var changes = DemoCatalogue.Products.SelectMany(product => Changes(plan, product)).ToArray();
        DemoSales.Add(rows, """
            with told as (
              select v.*, lead(v.since) over (partition by v.id order by v.since) as until
                from unnest($2, $3, $4, $5, $6) as v (id, since, price, compare_at, promotion)
            ), first as (
              update variant_prices p set until = f.since from (select id, min(since) as since from told group by id) f
                where p.tenant_id = $1 and p.variant_id = f.id
            )
            insert into variant_prices (tenant_id, variant_id, since, until, price, compare_at_price, currency, promotion)
            select $1, id, since, until, price, compare_at, $7, promotion from told
            """,
            target.TenantId, changes.Select(c => c.Product.VariantId).ToArray(),
            changes.Select(c => DemoProfile.StartOf(c.Day).UtcDateTime).ToArray(),
            changes.Select(c => c.Offer.Price).ToArray(), changes.Select(c => c.Offer.CompareAt).ToArray(),
            changes.Select(c => c.Offer.Promotion).ToArray(), DemoProfile.Currency);
        DemoSales.Add(rows, """
            update variants v set price = p.price, compare_at_price = p.compare_at_price, promotion = p.promotion, updated_at = p.since
            from variant_prices p where v.tenant_id = $1 and p.tenant_id = $1 and p.variant_id = v.id and p.until is null
            """, target.TenantId);
    }

    private static IEnumerable<(DemoProduct Product, DateOnly Day, DemoOffer Offer)> Changes(DemoPlan plan, DemoProduct product)
    {
        var before = Offer(plan, product, plan.Opened);
        for (var day = DemoProfile.DayOf(plan.Opened).AddDays(1); day <= DemoProfile.DayOf(plan.Until); day = day.AddDays(1))
        {
            var offer = DemoShelf.OfferOn(plan.Seed, product, day);
            if (offer != before)
                yield return (product, day, offer);
            before = offer;
        }
    }

    private static DemoOffer Offer(DemoPlan plan, DemoProduct product, DateTimeOffset at) =>
        DemoShelf.OfferOn(plan.Seed, product, DemoProfile.DayOf(at));
}
