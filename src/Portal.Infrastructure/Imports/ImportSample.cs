using Portal.Domain.Imports;
using Portal.Domain.Shared.Tables;

namespace Portal.Infrastructure.Imports;

/// <summary>A file of each kind to begin with: its headers are guessed right, and its rows can be read.</summary>
public static class ImportSample
{
    private static readonly Dictionary<string, string> Words = new()
    {
        ["orderId"] = "10001",
        ["number"] = "PO-10001",
        ["sku"] = "KP-GYW-250",
        ["product"] = "kopi-gayo",
        ["productId"] = "kopi-gayo",
        ["name"] = "Kopi Gayo",
        ["title"] = "250 g",
        ["variant"] = "250 g",
        ["externalId"] = "r-1",
        ["customerId"] = "c-1",
        ["customer"] = "",
        ["email"] = "ani@example.com",
        ["firstName"] = "Ani",
        ["lastName"] = "Wijaya",
        ["city"] = "Bandung",
        ["country"] = "ID",
        ["currency"] = "USD",
        ["channel"] = "paid_search",
        ["source"] = "google",
        ["campaign"] = "raya",
        ["code"] = "raya",
        ["supplier"] = "Kopi Nusantara",
        ["category"] = "Coffee",
        ["brand"] = "Gayo",
        ["barcode"] = "8991234567890",
        ["author"] = "Ani W.",
        ["body"] = "Fresh and quick to arrive.",
        ["coupon"] = "HEMAT10",
        ["promotion"] = "Raya sale",
        ["order"] = "10001",
        ["carrier"] = "JNE",
        ["tracking"] = "JNE0012345",
        ["trackingUrl"] = "https://tracking.example/JNE0012345",
        ["state"] = "requested",
        ["note"] = "By sea",
        ["location"] = "",
    };

    private static readonly Dictionary<string, string> Numbers = new()
    {
        ["quantity"] = "12",
        ["orderLine"] = "1",
        ["received"] = "0",
        ["rating"] = "5",
        ["onHand"] = "48",
        ["rate"] = "16250.5",
        ["exchangeRate"] = "",
        ["leadTimeDays"] = "14",
        ["discount"] = "0",
        ["weightGrams"] = "260",
        ["reorderPoint"] = "20",
        ["safetyStock"] = "10",
        ["clicks"] = "310",
        ["impressions"] = "12400",
        ["paid"] = "",
        ["compareAtPrice"] = "",
    };

    /// <summary>The file as CSV: a header and a row.</summary>
    public static string Of(ImportKind kind) =>
        CsvLine.Write(kind.Fields.Select(field => field.Name)) + CsvLine.Write(kind.Fields.Select(field => Example(kind, field)));

    private static string Example(ImportKind kind, ImportField field) => (field.Type, field.Name) switch
    {
        (ImportFieldType.Number, var name) => Numbers.GetValueOrDefault(name, "89.50"),
        (ImportFieldType.Flag, _) => "yes",
        (ImportFieldType.Day, "endsOn") => "2026-03-31",
        (ImportFieldType.Day, _) => "2026-03-01",
        (ImportFieldType.Instant, _) => "2026-03-01 14:30",
        (_, "status") => Status(kind),
        (_, "reason") => kind.Name == "inventory" ? "Counted" : "unwanted",
        (_, "currency") when kind.Fields.Any(known => known.Name == "exchangeRate") => "",
        (_, var name) => Words.GetValueOrDefault(name, ""),
    };

    private static string Status(ImportKind kind) => kind.Name switch
    {
        "orders" => "paid",
        "purchase_orders" => "ordered",
        "reviews" => "published",
        _ => "active",
    };
}
