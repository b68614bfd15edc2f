using Portal.Domain.Imports;

namespace Portal.Infrastructure.Imports.Kinds;

/// <summary>Customers, one row each; the last row of a customer counts. What a row leaves empty stays as it is.</summary>
internal sealed class CustomersImport : ImportKind
{
    public override string Name => "customers";

    public override string Label => "Customers";

    public override IReadOnlyList<ImportField> Fields { get; } =
    [
        new("customerId", "Customer id", ImportFieldType.Id, true, "id", "customer", "customernumber", "userid", "externalid"),
        new("email", "E-mail", ImportFieldType.Text, false, "mail", "emailaddress", "customeremail"),
        new("firstName", "First name", ImportFieldType.Text, false, "givenname", "forename"),
        new("lastName", "Last name", ImportFieldType.Text, false, "surname", "familyname", "name"),
        new("city", "City", ImportFieldType.Text, false, "town"),
        new("country", "Country", ImportFieldType.Text, false, "countrycode"),
        new("createdAt", "Customer since", ImportFieldType.Instant, false, "created", "since", "registeredat", "signupdate", "datecreated"),
    ];

    internal override string Key => "customerId";

    internal override string? Check(ImportRow row, ImportSettings settings, KnownRates rates)
    {
        if (row.Text("email") is { } email && !email.Contains('@', StringComparison.Ordinal))
            return $"E-mail: “{email}” is not an address.";
        row.Set("country", CountryCode.Of(row.Text("country")));
        return null;
    }

    internal override Task<MergeCount> MergeAsync(ImportMerge merge, CancellationToken cancellationToken) => merge.CountAsync("""
        with stated as (
          select distinct on (b.customer_id) b.customer_id, b.email, b.first_name, b.last_name, b.city, b.country, coalesce(b.created_at,
            c.created_at, $4) as created_at
          from import_batch b left join customers c on c.tenant_id = $1 and c.external_id = b.customer_id
          order by b.customer_id, b.row desc
        ), written as (
          insert into customers as k (tenant_id, id, external_id, email, first_name, last_name, city, country, created_at)
          select $1, gen_random_uuid(), customer_id, email, first_name, last_name, city, country, created_at from stated
            order by customer_id
          on conflict (tenant_id, external_id) do update set
            email = coalesce(excluded.email, k.email), first_name = coalesce(excluded.first_name, k.first_name),
              last_name = coalesce(excluded.last_name, k.last_name),
            city = coalesce(excluded.city, k.city), country = coalesce(excluded.country, k.country),
            created_at = excluded.created_at
          where (coalesce(excluded.email, k.email), coalesce(excluded.first_name, k.first_name), coalesce(excluded.last_name, k.last_name),
                 coalesce(excluded.city, k.city), coalesce(excluded.country, k.country), excluded.created_at)
            is distinct from (k.email, k.first_name, k.last_name, k.city, k.country, k.created_at)
          returning (xmax = 0) as is_new)
        select 'created', count(*) filter (where is_new) from written
        union all select 'updated', count(*) filter (where not is_new) from written
        union all select 'unchanged', (select count(*) from stated) - (select count(*) from written)
        """, cancellationToken);
}
