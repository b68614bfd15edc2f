using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Portal.Testing.Hosting;

/// <summary>The portal as it ships: <c>Portal.dll</c> in a process of its own, which can be stopped politely or killed.</summary>
public sealed class PortalDaemon : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly StringBuilder _errors = new();

    private PortalDaemon(Process process, Uri address)
    {
        _process = process;
        Address = address;
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>What it has written to its console.</summary>
    public string Output
    {
        get
        {
            lock (_errors)
            {
                return _errors.ToString();
            }
        }
    }

    /// <summary>Starts the portal and waits until it answers.</summary>
    /// <param name="address">Where to listen; a free port when null.</param>
    /// <param name="environment">Settings beside those of this process; logging is at Warning.</param>
    /// <param name="arguments">The command line without <c>--urls</c>.</param>
    public static async Task<PortalDaemon> StartAsync(Uri? address, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        address ??= FreeAddress();
        var start = new ProcessStartInfo("dotnet", [Program(), "--urls", address.GetLeftPart(UriPartial.Authority), .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment.Remove("ConnectionStrings__Portal");
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var portal = new PortalDaemon(Process.Start(start)!, address);
        await portal.WaitForAnswerAsync();
        return portal;
    }

    /// <summary>An address on this machine that nothing listens on.</summary>
    public static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }

    /// <summary>Ends it at once, as <c>kill -9</c> does; the database server it started lives on.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop, as a service manager does, without waiting.</summary>
    public void Terminate()
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
            Terminate();
            await WaitForExitAsync();
        }

        _process.Dispose();
    }

    // Beside this test's own folder: artifacts/bin/Portal/debug next to artifacts/bin/Portal.EndToEnd/debug.
    private static string Program()
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(own.Parent!.Parent!.FullName, "Portal", own.Name, "Portal.dll");
    }

    private async Task WaitForAnswerAsync()
    {
        using var client = new HttpClient { BaseAddress = Address };
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                (await client.GetAsync("/health/live")).Dispose();
                return;
            }
            catch (HttpRequestException) when (!_process.HasExited && Stopwatch.GetElapsedTime(began) < StartLimit)
            {
                await Task.Delay(50);
            }
            catch (HttpRequestException exception)
            {
                throw new InvalidOperationException($"The portal did not start. {Output}", exception);
            }
        }
    }

    private void Keep(string? line)
    {
        lock (_errors)
        {
            _errors.AppendLine(line);
        }
    }
}
