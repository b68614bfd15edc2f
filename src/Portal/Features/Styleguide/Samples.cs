using Portal.Components.Shared;

namespace Portal.Features.Styleguide;

/// <summary>Figures to show components with; they appear on the style guide alone.</summary>
internal static class Samples
{
    public static readonly double[] Today = [1.2, .8, .7, .7, .9, 1.6, 4, 9, 15, 22, 28, 33, 39, 44, 48.6];
    public static readonly double[] Yesterday = [1, .8, .7, .7, .8, 1.4, 3.2, 7.6, 13, 19, 25, 30, 36, 41, 43.2];
    public static readonly Bar[] Pages = [new("Product pages", 58, "58"), new("Home", 24, "24"), new("Cart", 12, "12")];
    public static readonly Bar[] Countries = [new("Indonesia", 86, "86"), new("Malaysia", 14, "14"), new("Singapore", 11, "11"),
        new("Australia", 6, "6")];
    public static readonly FunnelStep[] Funnel = [new("Sessions", 612), new("Viewed a product", 438), new("Added to cart", 104),
        new("Started checkout", 46), new("Paid", 20)];
    public static readonly double[] Minutes = [31, 36, 34, 38, 41, 37, 33, 37, 41, 36, 40, 43, 40, 37, 42, 46, 42, 47, 51, 44, 47, 53, 48,
        50, 50];

    public static readonly SampleOrder[] Orders =
    [
        new("#KK-10482", "19 Nov, 14:32", "Dewi Lestari", "Paid", 0.382m, 517_000),
        new("#KK-10481", "19 Nov, 14:31", "Hendra Saputra", "Paid", 0.441m, 685_000),
        new("#KK-10480", "19 Nov, 14:24", "Mei Ling Tan", "Paid", 0.417m, 1_240_000),
        new("#KK-10479", "19 Nov, 14:18", "Rizky Pratama", "Pending", 0.314m, 243_000),
        new("#KK-10478", "19 Nov, 14:11", "Ayu Wulandari", "Paid", 0.366m, 145_000),
        new("#KK-10475", "19 Nov, 13:48", "Bagus Wijaya", "Failed", null, 298_000),
    ];
}

/// <summary>One row of the style guide's table.</summary>
internal sealed record SampleOrder(string Number, string Placed, string Customer, string Payment, decimal? Margin, decimal Total);
