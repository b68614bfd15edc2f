namespace Portal.Infrastructure.Catalogue;

/// <summary>Steps that writes of products and variants share.</summary>
internal static class CatalogueSql
{
    /// <summary>Makes the brands of <c>incoming</c> that are missing, and names them in <c>brand_id</c>.</summary>
    public const string EnsureBrands = """
        with made as (
          insert into brands (tenant_id, name) select distinct $1, i."brand" from incoming i where i."brand" <> '' on conflict do nothing
            returning id, name)
        update incoming i set brand_id = b.id
        from (select id, name from made union all select id, name from brands where tenant_id = $1) b where b.name = i."brand"
        """;

    /// <summary>Makes the categories of <c>incoming</c> that are missing, and names them in <c>category_id</c>.</summary>
    public const string EnsureCategories = """
        select ensure_categories($1, array(select distinct i."category" from incoming i where i."category" <> ''))
        """;

    /// <summary>Names the categories, after they were made.</summary>
    public const string NameCategories =
        "update incoming i set category_id = c.id from categories c where c.tenant_id = $1 and c.path = i.\"category\"";

    /// <summary>Makes the suppliers of <c>incoming</c> that are missing, and names them in <c>supplier_id</c>.</summary>
    public const string EnsureSuppliers = """
        with made as (
          insert into suppliers (tenant_id, name) select distinct $1, i."supplier" from incoming i where i."supplier" <> ''
            on conflict do nothing returning id, name)
        update incoming i set supplier_id = s.id
        from (select id, name from made union all select id, name from suppliers where tenant_id = $1) s where s.name = i."supplier"
        """;
}
