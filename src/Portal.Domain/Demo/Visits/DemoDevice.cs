namespace Portal.Domain.Demo.Visits;

/// <summary>A browser that visits the demo store.</summary>
/// <param name="Weight">Its share of visitors in percent.</param>
public sealed record DemoDevice(string UserAgent, double Weight)
{
    /// <summary>Every browser, in a fixed order: phones first, as in the shop's market.</summary>
    public static IReadOnlyList<DemoDevice> All { get; } =
    [
        new("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36", 44),
        new("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 "
            + "Safari/604.1", 17),
        new("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile "
            + "Safari/537.36", 8),
        new("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36", 18),
        new("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15", 5),
        new("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 "
            + "Edg/142.0.0.0", 4),
        new("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0", 2),
        new("Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 "
            + "Safari/604.1", 2),
    ];

    private static readonly double[] Shares = DemoRandom.Cumulate(All.Select(device => device.Weight));

    /// <summary>The browser that a number in [0, 1) gives.</summary>
    internal static DemoDevice At(double lot) => All[Array.FindIndex(Shares, share => lot * Shares[^1] < share)];
}
