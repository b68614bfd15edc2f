namespace Portal.Domain.Analytics.Speed;

/// <summary>
/// One of the measurements of how a page loads and answers, with the limits that web.dev publishes for it
/// (https://web.dev/articles/vitals, 2024). Values are kept as whole numbers: milliseconds or, for a score, ten-thousandths.
/// </summary>
/// <param name="Key">In events, addresses and tables: <c>lcp</c>.</param>
/// <param name="Name">As people read it.</param>
/// <param name="Definition">What is measured.</param>
/// <param name="Good">The largest kept value that is good.</param>
/// <param name="Poor">The largest kept value that is not yet poor.</param>
/// <param name="IsScore">True for a number without a unit, false for a time.</param>
public sealed record WebVital(string Key, string Name, string Definition, int Good, int Poor, bool IsScore = false)
{
    /// <summary>Kept units of a score's 1.</summary>
    public const int ScoreUnits = 10_000;

    /// <summary>Largest Contentful Paint.</summary>
    public static readonly WebVital LargestPaint = new("lcp", "Largest paint",
        "Largest Contentful Paint: when the largest picture or text of the page was drawn.", 2_500, 4_000);

    /// <summary>Interaction to Next Paint.</summary>
    public static readonly WebVital Interaction = new("inp", "Interaction",
        "Interaction to Next Paint: how long the page took to show something after a click, tap or key, nearly at its worst.", 200, 500);

    /// <summary>Cumulative Layout Shift.</summary>
    public static readonly WebVital LayoutShift = new("cls", "Layout shift",
        "Cumulative Layout Shift: how much of the page moved by itself, and how far; a score without a unit.", 1_000, 2_500, IsScore: true);

    /// <summary>First Contentful Paint.</summary>
    public static readonly WebVital FirstPaint = new("fcp", "First paint",
        "First Contentful Paint: when the first text or picture was drawn.", 1_800, 3_000);

    /// <summary>Time to First Byte.</summary>
    public static readonly WebVital FirstByte = new("ttfb", "First byte", "Time to First Byte: when the server's answer began to arrive.",
        800, 1_800);

    /// <summary>All of them: the three core ones first.</summary>
    public static IReadOnlyList<WebVital> All { get; } = [LargestPaint, Interaction, LayoutShift, FirstPaint, FirstByte];

    /// <summary>The letters that developers know it by.</summary>
    public string Letters => Key.ToUpperInvariant();

    private decimal MaxMeasured => IsScore ? 100 : 600_000;

    /// <summary>The one of a key; null when there is none.</summary>
    public static WebVital? Find(string? key) => All.FirstOrDefault(vital => vital.Key == key);

    /// <summary>
    /// A measurement as it is kept: rounded to two significant digits, halves up, which moves it by 5 % at most. Every limit
    /// has two digits, so a kept value is rated as its limit says.
    /// </summary>
    /// <param name="measured">Milliseconds, or the score.</param>
    /// <returns>Null for what cannot be: less than nothing, more than ten minutes, a score above 100.</returns>
    public int? Kept(decimal measured)
    {
        if (measured < 0 || measured > MaxMeasured)
            return null;

        var whole = (int)Math.Round(IsScore ? measured * ScoreUnits : measured, MidpointRounding.AwayFromZero);
        var step = 1;
        while (whole / step >= 100)
            step *= 10;
        return (whole + (step / 2)) / step * step;
    }

    /// <summary>A kept value in its own unit: milliseconds, or the score.</summary>
    public decimal Measured(int kept) => IsScore ? (decimal)kept / ScoreUnits : kept;

    /// <summary>What a kept value means for visitors.</summary>
    public WebVitalRating Rate(int kept) =>
        kept <= Good ? WebVitalRating.Good : kept <= Poor ? WebVitalRating.NeedsImprovement : WebVitalRating.Poor;
}

/// <summary>What a measurement means for visitors, by the published limits.</summary>
public enum WebVitalRating
{
    Good,
    NeedsImprovement,
    Poor,
}
