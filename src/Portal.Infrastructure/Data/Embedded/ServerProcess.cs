using System.Diagnostics;
using System.Globalization;

namespace Portal.Infrastructure.Data.Embedded;

/// <summary>Runs the server's programs and reads what the server says of itself.</summary>
internal sealed class ServerProcess(EmbeddedPostgresFiles files)
{
    /// <summary>The port of the server that runs on the data folder, if one does and answers.</summary>
    public int? RunningPort() => ReadState() is { IsReady: true, Port: var port } ? port : null;

    /// <summary>As <see cref="RunningPort"/>, after a server that is still starting or stopping has done so.</summary>
    public async Task<int?> WaitForRunningAsync(CancellationToken cancellationToken)
    {
        while (ReadState() is { } state)
        {
            if (state.IsReady)
            {
                return state.Port;
            }

            await Task.Delay(50, cancellationToken);
        }

        return null;
    }

    private (int Port, bool IsReady)? ReadState()
    {
        var path = Path.Combine(files.Data, "postmaster.pid");
        if (!File.Exists(path))
        {
            return null;
        }

        // Lines of postmaster.pid: process id, data folder, start time, port, socket folder, address, shared memory, status.
        var lines = File.ReadAllLines(path);
        if (lines.Length == 0 || !int.TryParse(lines[0], CultureInfo.InvariantCulture, out var id) || !IsPostgres(id))
        {
            return null;
        }

        var isReady = !IsDead(id) && lines.Length >= 8 && lines[7].Trim() == "ready"
            && int.TryParse(lines[3], CultureInfo.InvariantCulture, out _);
        return (isReady ? int.Parse(lines[3], CultureInfo.InvariantCulture) : 0, isReady);
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">It ended with an error; the message has its output and the server's log.</exception>
    public async Task RunAsync(string name, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var (file, wrapped) = Unprivileged.Wrap(files.Program(name), arguments, files.Program(name), files.Data);
        var start = new ProcessStartInfo(file, wrapped)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = files.Root
        };
        start.Environment["LD_LIBRARY_PATH"] = Path.Combine(files.Native, "lib");
        start.Environment["LC_ALL"] = "C";
        start.Environment["TZ"] = "UTC";

        using var process = Process.Start(start)!;
        var output = new List<string>();
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(output, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        // Not WaitForExitAsync: it also waits for the end of the output, which the server inherits from pg_ctl.
        while (!process.WaitForExit(0))
        {
            await Task.Delay(20, cancellationToken);
        }

        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{name} of the embedded PostgreSQL failed: {Text(output)} {LogTail()}".Trim());
        }
    }

    private static bool IsPostgres(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.ProcessName.StartsWith("postgres", StringComparison.Ordinal) && !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    // A killed server stays in the process table until its parent has asked for its end, and no other starts before that.
    private static bool IsDead(int id)
    {
        try
        {
            var state = File.ReadAllText($"/proc/{id}/stat");
            return state[(state.LastIndexOf(')') + 2)..] is ['Z' or 'X', ..];
        }
        catch (IOException)
        {
            return OperatingSystem.IsLinux();
        }
    }

    private static void Append(List<string> output, string? line)
    {
        if (line is { Length: > 0 })
        {
            lock (output)
            {
                output.Add(line);
            }
        }
    }

    private static string Text(List<string> output)
    {
        lock (output)
        {
            return string.Join(' ', output.TakeLast(10));
        }
    }

    private string LogTail() => File.Exists(files.Log) ? string.Join(' ', File.ReadLines(files.Log).TakeLast(5)) : "";
}
