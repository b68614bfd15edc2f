using System.Diagnostics;
using System.Globalization;

namespace Portal.Benchmarks.Live;

/// <summary>What the pages showed of the orders that were sent as probes.</summary>
internal sealed class LiveReport(IReadOnlyList<CircuitPage> pages, IReadOnlyList<Probe> probes, double seconds)
{
    private const double Bar = 1_000; // ms

    private readonly long _from = probes[0].SentAt;
    private readonly long _to = probes[0].SentAt + (long)(seconds * Stopwatch.Frequency);

    /// <summary>Prints it.</summary>
    /// <returns>False when a circuit broke, a page shows other orders than the probes, or one of a hundred took longer than a second.</returns>
    public bool Print()
    {
        double[] answered = [.. pages.SelectMany(page => Delays(page, p => p.AnsweredAt)).Order()];
        double[] sent = [.. pages.SelectMany(page => Delays(page, p => p.SentAt)).Order()];
        var batches = pages.SelectMany(InTime).ToList();
        Write($"each page was changed {batches.Count / seconds / pages.Count:N1} times a second, {batches.Sum(b => (double)b.Bytes) / 1024 / seconds / pages.Count:N0} KB/s before compression, never later than {pages.Max(LongestSilence):N1} s after the change before");
        Write($"{probes.Count} orders on {pages.Count} pages: {answered.Length:N0} of {probes.Count * pages.Count:N0} seen");
        Print("from the answer, after the commit", answered);
        Print("from sending the order", sent);
        foreach (var failure in pages.Select(p => p.Failure).OfType<string>().Distinct())
        {
            Write($"circuit ended: {failure}");
        }

        return pages.All(p => p.Failure is null && OrdersBefore(p) + probes.Count == p.Batches.Last(b => b.Orders is not null).Orders)
            && answered.Length == probes.Count * pages.Count
            && At(answered, 0.99) < Bar;
    }

    // The load's own orders are a few hundred, repeated, and were all there before the first probe; from then on the number
    // of orders grows by the probes alone, in their order.
    private IEnumerable<double> Delays(CircuitPage page, Func<Probe, long> from)
    {
        var before = OrdersBefore(page);
        var shown = page.Batches.Where(b => b.Orders is not null && b.At >= _from).ToList();
        return probes.Index()
            .Select(p => (p.Item, Batch: shown.Find(b => b.Orders > before + p.Index)))
            .Where(p => p.Batch is not null)
            .Select(p => Stopwatch.GetElapsedTime(from(p.Item), p.Batch!.At).TotalMilliseconds);
    }

    private int OrdersBefore(CircuitPage page) => page.Batches.Last(b => b.Orders is not null && b.At < _from).Orders!.Value;

    private IEnumerable<ShownBatch> InTime(CircuitPage page) => page.Batches.Where(b => b.At >= _from && b.At <= _to);

    private double LongestSilence(CircuitPage page)
    {
        long[] times = [_from, .. InTime(page).Select(b => b.At), _to];
        return times.Zip(times.Skip(1), (before, next) => Stopwatch.GetElapsedTime(before, next).TotalSeconds).Max();
    }

    private static void Print(string name, double[] sorted) =>
        Write($"  {name,-34} p50 {At(sorted, 0.5),5:N0} ms  p99 {At(sorted, 0.99),5:N0} ms  most {At(sorted, 1),5:N0} ms");

    private static double At(double[] sorted, double share) => sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];

    private static void Write(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
