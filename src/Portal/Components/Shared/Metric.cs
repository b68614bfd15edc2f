namespace Portal.Components.Shared;

/// <summary>A metric that keeps its colour wherever it is drawn.</summary>
public enum Metric
{
    Neutral,
    Revenue,
    Orders,
    AverageOrder,
    Conversion,
    Visitors,
    Refunds,
    AdSpend,
    Stock,
}

internal static class MetricNames
{
    /// <summary>The last part of the metric's colour token and of its class.</summary>
    public static string Token(this Metric metric) => metric switch
    {
        Metric.Neutral => "neutral",
        Metric.Revenue => "revenue",
        Metric.Orders => "orders",
        Metric.AverageOrder => "aov",
        Metric.Conversion => "conversion",
        Metric.Visitors => "visitors",
        Metric.Refunds => "refunds",
        Metric.AdSpend => "adspend",
        Metric.Stock => "stock",
        _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, null),
    };
}
