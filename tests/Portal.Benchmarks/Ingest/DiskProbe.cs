using System.Diagnostics;
using System.Globalization;
using Portal.Benchmarks.Hosting;

namespace Portal.Benchmarks.Ingest;

/// <summary>
/// Flushes 8 KB to the disk twenty times a second while something else is measured: what every commit waits for at least.
/// Where a commit waits long, this tells whether the disk was the reason.
/// </summary>
internal sealed class DiskProbe : IAsyncDisposable
{
    private const int Bytes = 8192;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly string _path = BenchmarkFolder.New() + ".probe";
    private readonly List<double> _milliseconds = [];
    private readonly CancellationTokenSource _end = new();
    private readonly Task _flushing;

    public DiskProbe() =>
        _flushing = Task.Factory.StartNew(Flush, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Ends it and says how long its flushes took.</summary>
    public async Task<string> EndAsync()
    {
        await _end.CancelAsync();
        await _flushing;
        var sorted = _milliseconds.Order().ToList();
        return string.Create(CultureInfo.InvariantCulture,
            $"p50 {sorted[sorted.Count / 2]:N1} ms, p99 {sorted[sorted.Count * 99 / 100]:N1} ms, longest {sorted[^1]:N0} ms");
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _flushing;
        _end.Dispose();
        File.Delete(_path);
    }

    private void Flush()
    {
        using var file = File.OpenHandle(_path, FileMode.Create, FileAccess.Write);
        var page = new byte[Bytes];
        do
        {
            var began = Stopwatch.GetTimestamp();
            RandomAccess.Write(file, page, 0);
            RandomAccess.FlushToDisk(file);
            _milliseconds.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        while (!_end.Token.WaitHandle.WaitOne(Pause));
    }
}
