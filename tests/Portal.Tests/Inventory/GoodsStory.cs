using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;

namespace Portal.Tests.Inventory;

/// <summary>A small shop of coffee: Gayo sells two a day and runs low, Toraja lies there.</summary>
internal static class GoodsStory
{
    /// <summary>Founds the store and opens one of its pages as its owner.</summary>
    public static async Task<PortalBrowser> OpenAsync(PortalApp app, string name, string page)
    {
        var store = await app.StoreAsync(name, $"owner@{name}.example");
        await app.Database.ExecuteAsync(
            "select ensure_variants($1, array['GAYO', 'TORAJA'], array['Gayo', 'Toraja'], now() - interval '100 days')", store.TenantId);
        await app.Database.ExecuteAsync("insert into suppliers (tenant_id, name, lead_time_days) values ($1, 'Koperasi', 10)",
            store.TenantId);
        await app.Database.ExecuteAsync(
            """
            update variants v set price = 20, cost = 12, supplier_id = s.id, updated_at = now() - interval '100 days' from suppliers s
              where v.tenant_id = $1 and s.tenant_id = $1
            """, store.TenantId);
        await app.Database.ExecuteAsync(
            """
            insert into stock_movements (tenant_id, variant_id, location_id, kind, quantity, occurred_at)
            select $1, v.id, l.id, m.kind, m.quantity, now() - make_interval(days => m.ago)
            from variants v join locations l on l.tenant_id = $1
            join (select 'GAYO' as sku, 'receipt' as kind, 195 as quantity, 95 as ago union all select 'TORAJA', 'receipt', 40, 95
                  union all select 'GAYO', 'sale', -2, n from generate_series(1, 90) n) m on m.sku = v.sku
            where v.tenant_id = $1
            """, store.TenantId);
        var browser = await app.SignedInAsync($"owner@{name}.example");
        await browser.OpenAsync($"/s/{store.Slug}/{page}");
        return browser;
    }

    /// <summary>The shown rows of the page's table, cells apart by bars.</summary>
    public static IEnumerable<string> Rows(PortalBrowser browser) => browser.Page.QuerySelectorAll("tbody tr").Select(row =>
        string.Join(" | ", row.Children.Select(cell => string.Join(' ',
            cell.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))));
}
