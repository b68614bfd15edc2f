using Portal.Infrastructure.Api;

namespace Portal.Infrastructure.Imports.Kinds;

/// <summary>The kinds of files whose rows are resources of the API.</summary>
internal static class ResourceImports
{
    // A file tells of the order as it was made; what came in since has moved it on.
    private const string KeepReceived = """
        update incoming i set "status" = null, doc = i.doc - 'status' from purchase_orders o
        where o.tenant_id = $1 and o.number = i."number" and i."status" = 'ordered' and o.status in ('partially_received', 'received')
        """;

    public static IReadOnlyList<ImportKind> All { get; } =
    [
        new ResourceImport(ResourceCatalogue.Variants, "variants", "Variants",
            [
                new("sku", "SKU", "variantsku", "stockcode", "article", "code"),
                new("product", "Product id", "productid", "handle", "parentid", "parentsku"),
                new("name", "Product name", "productname", "description"),
                new("title", "Variant", "varianttitle", "variant", "option1value"),
                new("externalId", "Variant id", "variantid", "id"), new("barcode", "Barcode", "ean", "gtin", "upc", "variantbarcode"),
                new("currency", "Currency", "currencycode"),
                new("price", "Price", "variantprice", "unitprice"),
                new("compareAtPrice", "Compare-at price", "variantcompareatprice", "listprice", "msrp"),
                new("promotion", "Promotion"), new("cost", "Cost", "costperitem", "unitcost", "purchaseprice"),
                new("isStocked", "Has stock", "stocked", "tracked"),
                new("reorderPoint", "Reorder point", "minstock"), new("safetyStock", "Safety stock"),
                new("leadTimeDays", "Lead time in days", "leadtime"),
                new("supplier", "Supplier"), new("weightGrams", "Weight in grams", "variantgrams", "grams", "weight"),
                new("status", "State", "status"),
            ], "sku"),
        new ResourceImport(ResourceCatalogue.Prices, "prices", "Price history",
            [
                new("sku", "SKU", "variantsku", "stockcode", "code"),
                new("since", "Since", "from", "date", "validfrom", "startsat") { IsNeeded = true }, new("price", "Price", "unitprice"),
                new("compareAtPrice", "Compare-at price", "listprice"), new("promotion", "Promotion", "campaign"),
            ], "sku", "since"),
        new ResourceImport(ResourceCatalogue.Inventory, "inventory", "Stock counts",
            [
                new("sku", "SKU", "variantsku", "stockcode", "code"), new("location", "Location", "warehouse", "locationcode", "store"),
                new("onHand", "On hand", "quantity", "qty", "available", "stock", "count", "inventory", "level") { IsNeeded = true },
                new("reason", "Reason", "note", "comment"),
            ], "sku", "location"),
        new ResourceImport(ResourceCatalogue.PurchaseOrders, "purchase_orders", "Purchase orders, a row for each line",
            [
                new("number", "Order number", "po", "ponumber", "purchaseorder", "order", "orderno") { IsNeeded = true },
                new("supplier", "Supplier", "vendor"),
                new("location", "Location", "warehouse", "locationcode"), new("status", "State", "status"),
                new("currency", "Currency", "currencycode"),
                new("expectedOn", "Expected on", "expected", "due", "eta", "deliverydate"), new("note", "Note", "comment"),
                new("lines.sku", "SKU", "variantsku", "stockcode", "code", "article"),
                new("lines.quantity", "Quantity", "qty", "units", "ordered") { IsNeeded = true },
                new("lines.received", "Received", "qtyreceived", "unitsreceived"),
                new("lines.unitCost", "Unit cost", "cost", "price", "unitprice"),
            ], "number") { Before = KeepReceived },
        new ResourceImport(ResourceCatalogue.Reviews, "reviews", "Reviews",
            [
                new("externalId", "Review id", "reviewid", "id") { IsNeeded = true },
                new("product", "Product id", "productid", "handle", "sku"), new("customer", "Customer id", "customerid", "userid"),
                new("author", "Author", "name", "reviewer"), new("rating", "Stars", "rating", "score"),
                new("title", "Heading", "headline", "subject"), new("body", "Text", "review", "comment", "content"),
                new("status", "State", "status"), new("isVerified", "Verified", "verifiedbuyer", "verified"),
                new("writtenAt", "Written at", "date", "createdat", "reviewdate"),
            ], "externalId"),
        new ResourceImport(ResourceCatalogue.Refunds, "refunds", "Refunds, a row for each line",
            [
                new("externalId", "Refund id", "refundid", "id"), new("order", "Order id", "orderid", "orderno", "ordernumber", "invoice"),
                new("refundedAt", "Refunded at", "date", "createdat", "processedat") { IsNeeded = true },
                new("currency", "Currency", "currencycode"), new("exchangeRate", "Exchange rate"),
                new("shipping", "Shipping given back", "shippingamount"), new("reason", "Reason", "refundreason"),
                new("note", "Note", "comment"),
                new("lines.orderLine", "Line of the order", "line"), new("lines.sku", "SKU", "variantsku", "stockcode", "code"),
                new("lines.quantity", "Quantity", "qty", "units"),
                new("lines.amount", "Amount", "total", "value"), new("lines.tax", "Tax given back", "tax", "vat"),
                new("lines.restock", "Back to the stock", "restocked"),
            ], "externalId"),
        new ResourceImport(ResourceCatalogue.Returns, "returns", "Returns, a row for each line",
            [
                new("externalId", "Return id", "returnid", "rma", "id"),
                new("order", "Order id", "orderid", "orderno", "ordernumber", "invoice"), new("state", "State", "status"),
                new("requestedAt", "Requested at", "date", "createdat") { IsNeeded = true }, new("receivedAt", "Received at"),
                new("note", "Note", "comment"),
                new("lines.orderLine", "Line of the order", "line"), new("lines.quantity", "Quantity", "qty", "units"),
                new("lines.reason", "Reason", "returnreason"),
                new("lines.restock", "Back to the stock", "restocked"),
            ], "externalId"),
        new ResourceImport(ResourceCatalogue.Shipments, "shipments", "Shipments",
            [
                new("externalId", "Shipment id", "shipmentid", "parcel", "id"),
                new("order", "Order id", "orderid", "orderno", "ordernumber", "invoice"),
                new("carrier", "Carrier", "courier", "shippingcompany"),
                new("tracking", "Tracking number", "trackingnumber", "awb"), new("trackingUrl", "Tracking address", "trackinglink"),
                new("shippedAt", "Sent at", "date", "sentat") { IsNeeded = true }, new("deliveredAt", "Delivered at", "arrivedat"),
            ], "externalId"),
        new ResourceImport(ResourceCatalogue.Campaigns, "campaigns", "Campaigns",
            [
                new("code", "Name in links", "utmcampaign", "campaign", "id"), new("name", "Name", "title", "campaignname"),
                new("channel", "Channel", "medium"), new("source", "Source", "utmsource"),
                new("status", "State", "status"), new("startsOn", "First day", "start", "startdate", "from"),
                new("endsOn", "Last day", "end", "enddate", "to"),
                new("budget", "Budget", "amount"), new("note", "Note", "comment"),
            ], "code"),
        new ResourceImport(ResourceCatalogue.AdSpend, "ad_spend", "Ad spend",
            [
                new("day", "Day", "date", "reportingstarts"), new("channel", "Channel", "medium"),
                new("source", "Source", "utmsource", "network", "platform"),
                new("campaign", "Campaign", "utmcampaign", "campaignname"),
                new("cost", "Cost in the store’s currency", "spend", "amountspent", "amount"),
                new("paid", "Paid in another currency"), new("currency", "Currency of what was paid", "currencycode"),
                new("impressions", "Impressions", "impr"), new("clicks", "Clicks", "linkclicks"),
            ], "day", "channel", "source", "campaign"),
        new ResourceImport(ResourceCatalogue.Seasons, "seasons", "Seasons",
            [
                new("code", "Key", "id", "season"), new("name", "Name", "title"),
                new("startsOn", "First day", "start", "startdate", "from"), new("endsOn", "Last day", "end", "enddate", "to"),
            ], "code"),
        new ResourceImport(ResourceCatalogue.ExchangeRates, "exchange_rates", "Exchange rates",
            [
                new("currency", "Currency", "currencycode", "code"), new("day", "Day", "date"),
                new("rate", "Rate", "value", "exchangerate"),
            ], "currency", "day"),
    ];
}
