using System.Text.Json;
using Portal.Testing.Hosting;

namespace Portal.Benchmarks.Neighbours;

/// <summary>Looks at the portal's process from outside: its memory, its time, and what it complained of.</summary>
internal sealed class PortalWatch : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    private readonly PortalProcess _portal;
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _watching;
    private TimeSpan _used;

    public PortalWatch(PortalProcess portal)
    {
        (_portal, _used) = (portal, portal.ProcessorTime);
        _watching = Task.Run(WatchAsync);
    }

    /// <summary>The largest working set so far, in bytes.</summary>
    public long MostMemory { get; private set; }

    /// <summary>Cores that the portal kept busy since this was last asked.</summary>
    public double Cores(TimeSpan time)
    {
        var used = _portal.ProcessorTime;
        var cores = (used - _used) / time;
        _used = used;
        return cores;
    }

    /// <summary>What the portal logged at Error and above so far: categories, messages, and how often.</summary>
    public static IReadOnlyList<(string Line, int Count)> Errors(PortalProcess portal) =>
        [.. portal.Log.Split('\n').Where(line => line.StartsWith('{')).Select(Error).OfType<string>().GroupBy(line => line).Select(lines => (lines.Key, lines.Count()))];

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _watching;
        _ending.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!_ending.IsCancellationRequested)
        {
            MostMemory = Math.Max(MostMemory, _portal.WorkingSet);
            await Task.Delay(Pace, _ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static string? Error(string line)
    {
        using var entry = JsonDocument.Parse(line);
        return entry.RootElement.GetProperty("LogLevel").GetString() is "Error" or "Critical"
            ? $"{entry.RootElement.GetProperty("Category").GetString()}: {entry.RootElement.GetProperty("Message").GetString()}"
            : null;
    }
}
