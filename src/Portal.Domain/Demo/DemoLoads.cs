using Portal.Domain.Demo.Visits;

namespace Portal.Domain.Demo;

/// <summary>
/// How fast pages were for some of the demo's visitors: log-normal around what is usual on their kind of device, slower for
/// pages with large pictures and from abroad. Phones are slow, and Safari and Firefox tell less than Chrome. It has random
/// numbers of its own, so that people do the same with it and without.
/// </summary>
internal sealed class DemoLoads(ulong seed)
{
    private const double ShareOfPages = 0.1;
    private const double Interacting = 0.7;

    private static readonly Usual Desktop = new(240, 520, 520, 55, 0.022);
    private static readonly Usual Tablet = new(330, 760, 700, 90, 0.03);
    private static readonly Usual Mobile = new(430, 980, 860, 135, 0.045);

    private readonly DemoRandom _random = new(seed ^ 0x70616765206C6F61); // "page loa"

    /// <summary>What was measured of a page and how long the visitor stays on it; null for most pages.</summary>
    public (DemoLoad Load, TimeSpan Stay)? Next(DemoVisit visit, DemoPage page)
    {
        if (!_random.Chance(ShareOfPages))
            return null;

        var agent = visit.Device.UserAgent;
        var usual = agent.Contains("iPad", StringComparison.Ordinal) ? Tablet : agent.Contains("Mobile", StringComparison.Ordinal) ? Mobile
            : Desktop;
        var isSafari = agent.Contains("Version/", StringComparison.Ordinal);
        var isFirefox = agent.Contains("Firefox", StringComparison.Ordinal);
        var firstByte = Around(usual.FirstByte * (visit.Place.IsAbroad ? 1.8 : 1) * (page == DemoPage.Search ? 1.6 : 1), 0.5);
        var firstPaint = firstByte + Around(usual.Paint, 0.45);
        var largestPaint = firstPaint + Around(usual.Picture * Pictures(page), 0.6);
        var interaction = 8 * Math.Ceiling(Around(usual.Interaction, 0.7) / 8); // browsers tell it in steps of 8 ms
        var shift = Math.Round(Around(usual.Shift * Pictures(page), 0.9), 4);
        var load = new DemoLoad(
            visit, page, (int)firstByte, (int)firstPaint, isSafari ? null : (int)largestPaint,
            isSafari || !_random.Chance(Interacting) ? null : (int)interaction, isSafari || isFirefox ? null : (decimal)shift);
        return (load, TimeSpan.FromSeconds(3 + _random.Exponential(30)));
    }

    private static double Pictures(DemoPage page) => page.Path switch
    {
        "/" => 1.5,
        var path when path.StartsWith("/products/", StringComparison.Ordinal) => 1.25,
        var path when path.StartsWith("/checkout", StringComparison.Ordinal) || path == "/cart" => 0.5,
        _ => 1,
    };

    // G. Box and M. Muller, A Note on the Generation of Random Normal Deviates, 1958.
    private double Around(double median, double spread) =>
        median * Math.Exp(spread * Math.Sqrt(-2 * Math.Log(1 - _random.Next())) * Math.Cos(2 * Math.PI * _random.Next()));

    /// <summary>Medians in milliseconds: to the first byte, from there to the first paint, from there to the largest one.</summary>
    private sealed record Usual(double FirstByte, double Paint, double Picture, double Interaction, double Shift);
}

/// <summary>How fast a page was for a visitor; told when she leaves it.</summary>
/// <param name="FirstByte">Milliseconds, as the next three.</param>
/// <param name="LargestPaint">Null where the browser does not tell, as the others.</param>
/// <param name="Interaction">Null also when nothing was pressed.</param>
/// <param name="LayoutShift">A score.</param>
internal sealed record DemoLoad(
    DemoVisit Visit, DemoPage Page, int FirstByte, int FirstPaint, int? LargestPaint, int? Interaction, decimal? LayoutShift);
