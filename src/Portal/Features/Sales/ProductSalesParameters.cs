using Portal.Components.Shared;
using Portal.Domain.Orders;

namespace Portal.Features.Sales;

/// <summary>What sold goods are told apart by, as an address holds it.</summary>
internal static class ProductSalesParameters
{
    public const string By = "by";

    public static IReadOnlyList<SelectOption<ProductLevel>> Levels { get; } =
        [.. Enum.GetValues<ProductLevel>().Select(level => new SelectOption<ProductLevel>(level, level.ToString()))];

    public static ProductLevel Read(string? text) => OrderNames.Find<ProductLevel>(text) ?? ProductLevel.Product;

    /// <summary>Null leaves the parameter out of the address.</summary>
    public static string? Write(ProductLevel level) => level == ProductLevel.Product ? null : OrderNames.Of(level);

    public static string Hint(ProductLevel level) => level switch
    {
        ProductLevel.Variant => "Product or SKU",
        ProductLevel.Category => "Category",
        ProductLevel.Brand => "Brand",
        _ => "Product or id",
    };
}
