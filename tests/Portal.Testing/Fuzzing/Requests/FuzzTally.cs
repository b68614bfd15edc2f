using System.Collections.Concurrent;
using System.Globalization;

namespace Portal.Testing.Fuzzing.Requests;

/// <summary>What was sent and how it was answered; workers count at the same time.</summary>
public sealed class FuzzTally
{
    private const int Kept = 50;

    private readonly ConcurrentDictionary<string, long> _counts = new();
    private readonly ConcurrentQueue<string> _failures = new();

    /// <summary>
    /// What no answer may be: a status of 500 and above, a connection that broke, a page that stopped. At most 50 of them.
    /// </summary>
    public IReadOnlyList<string> Failures => [.. _failures];

    /// <summary>How many requests were answered.</summary>
    public long Requests => _counts.Where(count => IsStatus(count.Key)).Sum(count => count.Value);

    /// <summary>How many of them were refused with a status of 400 to 499.</summary>
    public long Refused => _counts.Where(count => IsStatus(count.Key) && count.Key[^3] == '4').Sum(count => count.Value);

    /// <summary>How often something of this name was done or answered, such as <c>circuits</c> or <c>pages 200</c>.</summary>
    public long Of(string name) => _counts.GetValueOrDefault(name);

    /// <summary>Counts something.</summary>
    public void Count(string name, long times = 1) => _counts.AddOrUpdate(name, times, (_, before) => before + times);

    /// <summary>Keeps what must not happen.</summary>
    public void Fail(int seed, string what)
    {
        Count("failures");
        if (_failures.Count < Kept)
            _failures.Enqueue(string.Create(CultureInfo.InvariantCulture, $"Seed {seed}: {what}"));
    }

    /// <summary>Counts an answer by its kind and status.</summary>
    public void Answer(string kind, int status) => Count(string.Create(CultureInfo.InvariantCulture, $"{kind} {status:000}"));

    /// <summary>Every count, by name.</summary>
    public override string ToString() => string.Join(
        '\n', _counts.OrderBy(count => count.Key, StringComparer.Ordinal)
        .Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Key,-24}{count.Value,12:N0}")));

    private static bool IsStatus(string name) => name.Length > 4 && name[^4] == ' ' && name[^3..].All(char.IsAsciiDigit);
}
