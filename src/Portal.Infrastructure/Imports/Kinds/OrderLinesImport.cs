using Portal.Domain.Imports;
using Portal.Domain.Orders;
using Portal.Infrastructure.Orders.Writing;

namespace Portal.Infrastructure.Imports.Kinds;

/// <summary>
/// Orders with a row for each of their lines, the form in which most shops hand out their past. A row whose order id starts with
/// the refund prefix is money that went back on its own date.
/// </summary>
internal sealed class OrderLinesImport : ImportKind
{
    private const string IsRefund = "(r.unit_price < 0)";

    // Lines say nothing of an order's status, shipping and the like; what is known of them stays.
    private const string KeepHeaders = """
        update staged_orders s set
          number = nullif(k.number, k.external_id), status = coalesce(k.stated_status, k.status), cancelled_at = k.cancelled_at,
            revised_at = greatest(s.revised_at, k.revised_at),
          customer = coalesce(s.customer, c.external_id), country = coalesce(s.country, k.country), channel = coalesce(s.channel,
            k.channel), coupon = k.coupon,
          shipping = k.shipping, stated_total = k.stated_total, note = k.note, discount = k.discount - coalesce(l.discount, 0),
            tax = k.tax - coalesce(l.tax, 0)
        from orders k
        left join customers c on c.tenant_id = $1 and c.id = k.customer_id
        left join lateral (select sum(discount) as discount, sum(tax) as tax from order_lines where tenant_id = $1 and order_id = k.id) l
          on true
        where k.tenant_id = $1 and k.external_id = s.external_id and k.source <> 'browser'
        """;

    public override string Name => "order_lines";

    public override string Label => "Orders, a row for each line";

    public override IReadOnlyList<ImportField> Fields { get; } =
    [
        new("orderId", "Order id", ImportFieldType.Id, true, "invoiceno", "invoice", "ordernumber", "order", "orderno", "invoiceid",
            "invoicenumber", "number"),
        new("sku", "SKU", ImportFieldType.Id, false, "stockcode", "productid", "itemid", "lineitemsku", "article", "code", "productcode",
            "variantsku"),
        new("name", "Product name", ImportFieldType.Text, false, "description", "product", "title", "item", "lineitemname", "itemname",
            "productname"),
        new("quantity", "Quantity", ImportFieldType.Number, true, "qty", "lineitemquantity", "units", "count", "pieces", "menge"),
        new("orderedAt", "Ordered at", ImportFieldType.Instant, true, "invoicedate", "date", "orderdate", "createdat", "placedat", "time",
            "datetime", "processedat"),
        new("unitPrice", "Unit price", ImportFieldType.Number, true, "price", "lineitemprice", "itemprice", "unitprice", "preis"),
        new("customerId", "Customer id", ImportFieldType.Id, false, "customer", "customernumber", "userid", "clientid"),
        new("email", "Customer’s e-mail", ImportFieldType.Text, false, "customeremail", "mail", "emailaddress"),
        new("country", "Country", ImportFieldType.Text, false, "shippingcountry", "billingcountry", "countrycode", "region"),
        new("currency", "Currency", ImportFieldType.Text, false, "currencycode"),
        new("exchangeRate", "Exchange rate", ImportFieldType.Number, false, "rate"),
        new("discount", "Discount on the line", ImportFieldType.Number, false, "lineitemdiscount", "discountamount", "linediscount"),
        new("tax", "Tax on the line", ImportFieldType.Number, false, "linetax", "taxes", "vat", "taxamount"),
        new("channel", "Channel", ImportFieldType.Text, false, "source", "saleschannel"),
        new("refundOf", "Order that is refunded", ImportFieldType.Id, false, "originalorderid", "originalorder", "refundedorder"),
    ];

    internal override string Key => "orderId";

    internal override string? Check(ImportRow row, ImportSettings settings, KnownRates rates)
    {
        var (quantity, price) = (row.Number("quantity")!.Value, row.Number("unitPrice")!.Value);
        var isRefund = settings.RefundPrefix is { Length: > 0 } prefix && row.Text("orderId")!.StartsWith(prefix, StringComparison.Ordinal);
        if (row.Text("currency") is { } currency && (currency.Length != 3 || !currency.All(char.IsAsciiLetter)))
            return $"Currency: “{currency}” is not a code of three letters.";
        if (price == 0)
            return "Neither a sale nor a refund: the price is zero.";
        if (price < 0)
            return "Neither a sale nor a refund: the price is below zero.";
        if (!isRefund && quantity <= 0)
            return quantity == 0 ? "Neither a sale nor a refund: the quantity is zero."
                : "Neither a sale nor a refund: the quantity is below zero, and the order id does not say that it is a refund.";
        if (isRefund && quantity == 0)
            return "Neither a sale nor a refund: the quantity is zero.";
        if ((ImportAmount.RateProblem(row.Number("exchangeRate")) ?? ImportAmount.Problem("Unit price", price, quantity)
            ?? ImportAmount.Problem("Discount on the line", row.Number("discount"))
            ?? ImportAmount.Problem("Tax on the line", row.Number("tax"))) is { } problem)
            return problem;

        // A line without a product is known by its name alone.
        if (row.Text("sku") is { } code && !settings.IsProduct(code))
        {
            row.Set("sku", null);
            row.Set("name", row.Text("name") is { } name
                && !name.Equals(code, StringComparison.OrdinalIgnoreCase) ? $"{name} ({code})" : code);
        }

        // From here on a refund is told by its price below zero.
        row.Set("quantity", Math.Abs(quantity));
        row.Set("unitPrice", isRefund ? -price : price);
        row.Set("currency", row.Text("currency")?.ToUpperInvariant());
        row.Set("country", CountryCode.Of(row.Text("country")));
        return rates.Problem(row.Text("currency"), row.Number("exchangeRate"), row.Instant("orderedAt"));
    }

    internal override async Task<MergeCount> MergeAsync(ImportMerge merge, CancellationToken cancellationToken)
    {
        if (merge.Settings.CreateProducts)
        {
            await merge.ExecuteAsync("""
                select ensure_variants($1, array_agg(sku), array_agg(name), $4) from (
                  select distinct on (sku) sku, name from import_batch r where sku is not null and unit_price > 0
                    and not exists (select from variants v where v.tenant_id = $1 and v.sku = r.sku)
                  order by sku, name is null, row) s
                having count(*) > 0
                """, cancellationToken);
        }

        var taxIncluded = merge.Settings.TaxIncluded ? "true" : "false";
        await merge.ExecuteAsync($"""
            insert into staged_orders (external_id, source, status, placed_at, revised_at, customer, email, country, channel, currency,
              rate, tax_included, discount, tax, shipping)
            select order_id, 'import', 'paid', min(ordered_at), min(ordered_at), max(coalesce(customer_id, email)), max(email),
              (array_agg(country order by row))[1],
              (array_agg(channel order by row))[1], coalesce(max(currency), $3), max(exchange_rate), {taxIncluded}, 0, 0, 0
            from import_batch r where not {IsRefund} group by order_id
            """, cancellationToken);
        await merge.ExecuteAsync($"""
            insert into staged_lines (external_id, line, sku, name, quantity, unit_price, discount, tax)
            select order_id, row_number() over (partition by order_id
              order by row), coalesce(sku, ''), coalesce(name, ''), quantity, unit_price, abs(coalesce(discount, 0)),
              coalesce(tax, 0)
            from import_batch r where not {IsRefund}
            """, cancellationToken);
        await merge.AnalyzeAsync(cancellationToken);
        await merge.ExecuteAsync(KeepHeaders, cancellationToken);
        await merge.ExecuteAsync($"""
            insert into staged_refunds (external_id, order_external_id, source, refunded_at, customer, email, country, channel, currency,
              rate, amount, tax, shipping)
            select order_id, max(refund_of), 'import', min(ordered_at), max(coalesce(customer_id, email)), max(email), (array_agg(country
              order by row))[1],
              (array_agg(channel order by row))[1], coalesce(max(currency), $3), max(exchange_rate), 0, 0, 0
            from import_batch r where {IsRefund} group by order_id
            """, cancellationToken);
        await merge.ExecuteAsync($"""
            insert into staged_refund_lines (external_id, line, sku, name, quantity, amount, tax, reason)
            select order_id, row_number() over (partition by order_id order by row), coalesce(sku, ''), coalesce(name, ''), quantity,
              quantity * -unit_price - abs(coalesce(discount, 0)), abs(coalesce(tax, 0)), '{OrderNames.Of(ReturnReason.Unknown)}'
            from import_batch r where {IsRefund}
            """, cancellationToken);
        await new OrderMerge(merge.Connection, merge.Store).RunAsync(OrderSource.Import, merge.Now, cancellationToken);
        return await merge.CountAsync(OrderInputCounts.Sql, cancellationToken);
    }
}
