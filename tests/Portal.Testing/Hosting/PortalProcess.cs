using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Portal.Testing.Hosting;

/// <summary>The portal as a process of its own, for tests that stop or kill it.</summary>
public sealed class PortalProcess : IAsyncDisposable
{
    private static readonly HttpClient Probe = new() { Timeout = TimeSpan.FromSeconds(5) };

    // A start takes seconds; a machine that does much else at the same time may need a minute.
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly List<string> _console = [];
    private readonly List<string> _log = [];
    private readonly string? _ownData;

    private PortalProcess(Process process, Uri address, string? ownData)
    {
        _process = process;
        Address = address;
        _ownData = ownData;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>True until it ends, however it does.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <summary>Bytes of memory that it holds now.</summary>
    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>How many threads it has now.</summary>
    public int Threads
    {
        get
        {
            _process.Refresh();
            return _process.Threads.Count;
        }
    }

    /// <summary>Time of all cores that it has used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>What it said to people so far.</summary>
    public string Console => Text(_console);

    /// <summary>The structured log so far, a JSON document on each line.</summary>
    public string Log => Text(_log);

    /// <summary>Starts a node over a database, with a data folder of its own, and waits until it is ready.</summary>
    /// <param name="settings">Environment variables, such as <c>Proxy__KnownNetworks__0</c>.</param>
    public static Task<PortalProcess> StartAsync(
        string connectionString, IReadOnlyDictionary<string, string>? settings = null, CancellationToken cancellationToken = default)
    {
        var data = Directory.CreateTempSubdirectory("portal-node-").FullName;
        return StartAsync(FreeAddress(), data, connectionString, settings, data, cancellationToken);
    }

    /// <summary>Starts the portal on a data folder with the embedded server in it, and waits until it is ready.</summary>
    /// <param name="address">Where to listen; a free port when null.</param>
    public static Task<PortalProcess> StartOnFolderAsync(
        string data, Uri? address = null, IReadOnlyDictionary<string, string>? settings = null,
        CancellationToken cancellationToken = default) =>
        StartAsync(address ?? FreeAddress(), data, null, settings, null, cancellationToken);

    /// <summary>An address on this machine that nothing listened on a moment ago.</summary>
    public static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"));
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop, as the system asks a service, and returns its exit code.</summary>
    public async Task<int> StopAsync(CancellationToken cancellationToken = default)
    {
        RequestStop();
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Sends SIGTERM and returns at once.</summary>
    public void RequestStop()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Waits for its end and returns the exit code.</summary>
    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return _process.ExitCode;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            RequestStop();
            await WaitForExitAsync();
        }

        _process.Dispose();
        if (_ownData is not null)
        {
            Directory.Delete(_ownData, recursive: true);
        }
    }

    private static async Task<PortalProcess> StartAsync(
        Uri address, string data, string? connectionString, IReadOnlyDictionary<string, string>? settings, string? ownData,
        CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "Portal.dll"), "--urls", address.GetLeftPart(UriPartial.Authority), "--data",
                data, "--no-demo"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ConnectionStrings__Portal"] = connectionString;
        foreach (var (key, value) in settings ?? new Dictionary<string, string>())
        {
            start.Environment[key] = value;
        }

        var portal = new PortalProcess(Process.Start(start)!, address, ownData);
        portal.Listen();
        await portal.WaitUntilReadyAsync(cancellationToken);
        return portal;
    }

    private void Listen()
    {
        _process.OutputDataReceived += (_, line) => Keep(_console, line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(_log, line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.StartNew();
        while (started.Elapsed < ReadyLimit && !_process.HasExited)
        {
            try
            {
                using var response = await Probe.GetAsync(new Uri(Address, "/health/ready"), cancellationToken);
                if (response.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException
                && !cancellationToken.IsCancellationRequested)
            {
                // not listening yet
            }

            await Task.Delay(100, cancellationToken);
        }

        throw new InvalidOperationException($"The portal did not become ready. {Console} {Log}");
    }

    private static void Keep(List<string> lines, string? line)
    {
        lock (lines)
        {
            lines.Add(line ?? "");
        }
    }

    private static string Text(List<string> lines)
    {
        lock (lines)
        {
            return string.Join('\n', lines);
        }
    }
}
