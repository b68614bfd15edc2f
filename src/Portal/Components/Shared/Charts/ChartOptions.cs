namespace Portal.Components.Shared.Charts;

/// <summary>How the current series is drawn.</summary>
public enum ChartKind
{
    Line,
    Area,
    Bar,
    Stacked,
}

/// <summary>What a series is to the reader: previous is faint, goal and forecast are dashed.</summary>
public enum SeriesRole
{
    Current,
    Previous,
    Goal,
    Forecast,
}

/// <summary>One series; a null is a gap, not 0.</summary>
/// <param name="Color">Token of a colour without a metric, c1 to c8; null takes the metric's.</param>
public sealed record ChartSeries(
    string Name, Metric Metric, IReadOnlyList<decimal?> Values, SeriesRole Role = SeriesRole.Current, string? Color = null)
{
    internal string Token => Color ?? (Metric == Metric.Neutral ? "c-neutral" : "m-" + Metric.Token());
}

/// <summary>A chart: what is drawn, in which unit, and how it reads.</summary>
/// <param name="Label">The text alternative: what the chart shows and its main message.</param>
/// <param name="Categories">One for each value: the hours, days or names along the axis.</param>
public sealed record ChartOptions(ChartKind Kind, string Label, IReadOnlyList<string> Categories, IReadOnlyList<ChartSeries> Series)
{
    /// <summary>What the first column of the table holds: Hour, Day, Product.</summary>
    public string CategoryTitle { get; init; } = "Time";

    /// <summary>The unit before a value, with its space: “Rp ”.</summary>
    public string Prefix { get; init; } = "";

    public string Suffix { get; init; } = "";

    public int Decimals { get; init; }

    /// <summary>In px.</summary>
    public int Height { get; init; } = 280;

    /// <summary>Points at the end that are not complete yet, such as today.</summary>
    public int Unfinished { get; init; }

    /// <summary>Beside the last point of the first series: “48.62M at 14:32”.</summary>
    public string? LastLabel { get; init; }

    /// <summary>The name of downloaded files, without their ending.</summary>
    public string FileName { get; init; } = "chart";
}

/// <summary>A point a person pressed, to drill down.</summary>
public sealed record ChartPoint(ChartSeries Series, int Index, string Category);
