using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Portal.Testing.Hosting;

namespace Portal.Benchmarks.Neighbours;

/// <summary>Looks at the portal's process from outside: its memory, its time, and what it complained of.</summary>
internal sealed class PortalWatch : IAsyncDisposable
{
    private const double MegaByte = 1_048_576;
    private const int TicksPerSecond = 100; // of /proc/stat
    private const int Idle = 4; // fields of its first line
    private const int WaitsForDisk = 5;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    private readonly PortalProcess _portal;
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _watching;
    private long _mostMemory;
    private Use _last;

    public PortalWatch(PortalProcess portal)
    {
        (_portal, _last) = (portal, Use.Now(portal));
        _watching = Task.Run(WatchAsync);
    }

    /// <summary>What was used since this was last asked, in words.</summary>
    public string Take()
    {
        var (now, before) = (Use.Now(_portal), _last);
        _last = now;
        var time = now.At - before.At;
        double Cores(Func<Use, TimeSpan> of) => (of(now) - of(before)) / time;
        var (portal, clients, all) = (Cores(use => use.Portal), Cores(use => use.Clients), Cores(use => use.Machine));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"portal {portal:N2} cores and {_mostMemory / MegaByte:N0} MB at most, clients {clients:N2} cores, "
            + $"PostgreSQL and the rest {all - portal - clients:N2} cores");
    }

    /// <summary>What the portal logged at Error and above so far: categories, messages, and how often.</summary>
    public static IReadOnlyList<(string Line, int Count)> Errors(PortalProcess portal) =>
    [
        .. portal.Log.Split('\n').Where(line => line.StartsWith('{')).Select(Error).OfType<string>()
            .GroupBy(line => line).Select(lines => (lines.Key, lines.Count())),
    ];

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
            _mostMemory = Math.Max(_mostMemory, _portal.WorkingSet);
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

    private sealed record Use(TimeSpan At, TimeSpan Portal, TimeSpan Clients, TimeSpan Machine)
    {
        public static Use Now(PortalProcess portal)
        {
            var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var busy = fields.Where((_, place) => place is not (0 or Idle or WaitsForDisk))
                .Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
            var machine = TimeSpan.FromSeconds((double)busy / TicksPerSecond);
            return new(Stopwatch.GetElapsedTime(0), portal.ProcessorTime, Environment.CpuUsage.TotalTime, machine);
        }
    }
}
