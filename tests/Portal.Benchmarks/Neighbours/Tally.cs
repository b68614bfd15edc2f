using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Portal.Benchmarks.Neighbours;

/// <summary>Answers of one kind: how often which came, and how long they took. Safe to use from several threads.</summary>
internal sealed class Tally(string name)
{
    /// <summary>The outcome of a request that was answered as it should be.</summary>
    public const string Good = "200";

    private readonly ConcurrentDictionary<string, int> _outcomes = new();
    private readonly ConcurrentBag<double> _times = [];

    public string Name { get; } = name;

    /// <summary>Answers that were not as they should be.</summary>
    public int Failures => _outcomes.Where(outcome => outcome.Key != Good).Sum(outcome => outcome.Value);

    /// <summary>How often each outcome came, the most frequent first.</summary>
    public string Outcomes => string.Join(", ", _outcomes.OrderByDescending(outcome => outcome.Value)
        .Select(outcome => string.Create(CultureInfo.InvariantCulture, $"{outcome.Value:N0} × {outcome.Key}")));

    /// <param name="started">When the request was sent, by <see cref="Stopwatch.GetTimestamp"/>.</param>
    public void Add(string outcome, long started)
    {
        _times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        Add(outcome);
    }

    /// <summary>Counts what takes no time of interest.</summary>
    public void Add(string outcome) => _outcomes.AddOrUpdate(outcome, 1, (_, count) => count + 1);

    /// <summary>How long answers took.</summary>
    public Latency Latency()
    {
        var sorted = _times.Order().ToList();
        double At(double share) => sorted.Count == 0 ? 0 : sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Count) - 1)];
        return new(sorted.Count, At(0.5), At(0.95), At(0.99), At(1));
    }
}

/// <summary>How long answers took, in milliseconds.</summary>
internal sealed record Latency(int Count, double P50, double P95, double P99, double Max);
