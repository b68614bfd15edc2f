using Portal.Domain.Imports;
using Portal.Domain.Orders;
using Portal.Infrastructure.Orders.Writing;

namespace Portal.Infrastructure.Imports.Kinds;

/// <summary>
/// Orders with one row each: what the shop itself says they come to. An order whose lines are known keeps them; of one that is
/// not known the sum becomes a line of its own.
/// </summary>
internal sealed class OrdersImport : ImportKind
{
    public override string Name => "orders";

    public override string Label => "Orders, a row for each order";

    public override IReadOnlyList<ImportField> Fields { get; } =
    [
        new("orderId", "Order id", ImportFieldType.Id, true, "id", "invoiceno", "ordernumber", "order", "orderno", "name"),
        new("number", "Number that people see", ImportFieldType.Id, false, "displayid"),
        new("orderedAt", "Ordered at", ImportFieldType.Instant, true, "date", "orderdate", "createdat", "placedat", "processedat"),
        new("updatedAt", "Last changed at", ImportFieldType.Instant, false, "modifiedat", "lastupdated"),
        new("status", "Status", ImportFieldType.Text, false, "state", "orderstatus", "financialstatus"),
        new("total", "Total", ImportFieldType.Number, true, "amount", "ordertotal", "grandtotal"),
        new("subtotal", "Goods before discounts", ImportFieldType.Number, false, "itemtotal", "lineitemstotal"),
        new("discount", "Discount", ImportFieldType.Number, false, "discountamount", "discounts"),
        new("tax", "Tax", ImportFieldType.Number, false, "taxes", "vat", "totaltax"),
        new("shipping", "Shipping", ImportFieldType.Number, false, "postage", "shippingcost", "shippingtotal"),
        new("currency", "Currency", ImportFieldType.Text, false, "currencycode"),
        new("exchangeRate", "Exchange rate", ImportFieldType.Number, false, "rate"),
        new("customerId", "Customer id", ImportFieldType.Id, false, "customer", "customernumber", "userid"),
        new("email", "Customer’s e-mail", ImportFieldType.Text, false, "customeremail", "mail"),
        new("country", "Country", ImportFieldType.Text, false, "shippingcountry", "billingcountry", "countrycode"),
        new("channel", "Channel", ImportFieldType.Text, false, "source", "saleschannel"),
        new("coupon", "Coupon", ImportFieldType.Text, false, "discountcode", "couponcode"),
    ];

    internal override string Key => "orderId";

    internal override string? Check(ImportRow row, ImportSettings settings, KnownRates rates)
    {
        var status = row.Text("status");
        if (status is not null && OrderNames.Find<OrderStatus>(status) is null)
            return $"Status: “{status}” is none of {string.Join(", ", OrderNames.All<OrderStatus>())}.";
        if (row.Number("total") < 0)
            return "Total: it is below zero.";
        if (ImportAmount.RateProblem(row.Number("exchangeRate")) is { } rate)
            return rate;
        foreach (var amount in (ReadOnlySpan<string>)["total", "subtotal", "discount", "tax", "shipping"])
        {
            if (ImportAmount.Problem(Fields.First(field => field.Name == amount).Label, row.Number(amount)) is { } problem)
                return problem;
        }

        if (row.Text("currency") is { } currency && (currency.Length != 3 || !currency.All(char.IsAsciiLetter)))
            return $"Currency: “{currency}” is not a code of three letters.";
        row.Set("status", OrderNames.Of(OrderNames.Find<OrderStatus>(status) ?? OrderStatus.Paid));
        row.Set("currency", row.Text("currency")?.ToUpperInvariant());
        row.Set("country", CountryCode.Of(row.Text("country")));
        return rates.Problem(row.Text("currency"), row.Number("exchangeRate"), row.Instant("orderedAt"));
    }

    internal override async Task<MergeCount> MergeAsync(ImportMerge merge, CancellationToken cancellationToken)
    {
        var (taxIncluded, taxOnTop) = merge.Settings.TaxIncluded ? ("true", "0") : ("false", "coalesce(tax, 0)");
        await merge.ExecuteAsync($"""
            insert into staged_orders (external_id, number, source, status, placed_at, revised_at, cancelled_at, customer, email, country,
              channel, coupon, currency, rate,
              tax_included, discount, tax, shipping, stated_total)
            select distinct on (order_id) order_id, number, 'import', status, ordered_at, coalesce(updated_at, ordered_at),
              case when status = 'cancelled' then coalesce(updated_at, ordered_at) end, coalesce(customer_id, email), email, country,
                channel, coupon,
              coalesce(currency, $3), exchange_rate, {taxIncluded}, abs(coalesce(discount, 0)), coalesce(tax, 0), coalesce(shipping, 0),
                total
            from import_batch order by order_id, row desc
            """, cancellationToken);

        await merge.AnalyzeAsync(cancellationToken);
        await merge.ExecuteAsync("""
            update staged_orders s set
              number = coalesce(s.number, nullif(k.number, k.external_id)), customer = coalesce(s.customer, c.external_id),
                country = coalesce(s.country, k.country),
              channel = coalesce(s.channel, k.channel), coupon = coalesce(s.coupon, k.coupon), note = k.note
            from orders k left join customers c on c.tenant_id = $1 and c.id = k.customer_id
            where k.tenant_id = $1 and k.external_id = s.external_id and k.source <> 'browser'
            """, cancellationToken);

        // Lines that are known keep what they say; the header's discount and tax are of the whole order then.
        await merge.ExecuteAsync($"""
            insert into staged_lines (external_id, line, sku, name, quantity, unit_price, discount, tax, unit_cost)
            select s.external_id, l.line, l.sku, l.name, l.quantity, l.unit_price, l.discount, l.tax, l.unit_cost
            from staged_orders s
            join orders o on o.tenant_id = $1 and o.external_id = s.external_id and o.source <> 'browser'
            join order_lines l on l.tenant_id = $1 and l.order_id = o.id
            """, cancellationToken);
        await merge.ExecuteAsync("""
            update staged_orders s set discount = greatest(s.discount - l.discount, 0), tax = greatest(s.tax - l.tax, 0)
            from (select external_id, sum(discount) as discount, sum(tax) as tax from staged_lines group by external_id) l
              where l.external_id = s.external_id
            """, cancellationToken);
        await merge.ExecuteAsync($"""
            insert into staged_lines (external_id, line, sku, name, quantity, unit_price, discount, tax)
            select distinct on (order_id) order_id, 1, '', 'Not itemised', 1,
              coalesce(subtotal, total - coalesce(shipping, 0) - {taxOnTop} + abs(coalesce(discount, 0))), 0, 0
            from import_batch r
            where not exists (select from staged_lines l where l.external_id = r.order_id)
            order by order_id, row desc
            """, cancellationToken);
        await new OrderMerge(merge.Connection, merge.Store).RunAsync(OrderSource.Import, merge.Now, cancellationToken);
        return await merge.CountAsync(OrderInputCounts.Sql, cancellationToken);
    }
}

/// <summary>What became of the orders and refunds that were staged.</summary>
internal static class OrderInputCounts
{
    public const string Sql =
        "select outcome, count(*) from (select outcome from staged_orders union all select outcome from staged_refunds) s group by outcome";
}
