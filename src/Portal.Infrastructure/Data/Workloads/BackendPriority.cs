using System.Globalization;
using System.Runtime.InteropServices;
using Npgsql;

namespace Portal.Infrastructure.Data.Workloads;

/// <summary>
/// How much of the cores the embedded server's processes get beside the portal and the event writer, which stay at the system's normal
/// priority: less for what people wait for, least for files. It only matters while the cores are busy. Elsewhere than on Linux and
/// macOS, and where the system refuses, every process weighs the same.
/// </summary>
internal static partial class BackendPriority
{
    private const int Process = 0; // PRIO_PROCESS of setpriority(2)
    private const int AutogroupTries = 20;

    // Linux lets who is not root change ten groups a second, so those that were refused take turns.
    private static readonly TimeSpan AutogroupWait = TimeSpan.FromMilliseconds(120);
    private static readonly SemaphoreSlim AutogroupTurn = new(1);

    /// <summary>The nice value, 0 to 19, of the processes that serve a kind of work.</summary>
    public static int NiceOf(Workload workload) => workload switch
    {
        Workload.Export or Workload.Import => 12,
        Workload.Page or Workload.Api => 5,
        _ => 3,
    };

    /// <summary>Gives each new connection's process the priority of its kind of work.</summary>
    public static void Apply(NpgsqlDataSourceBuilder builder, Workload workload)
    {
        if (OperatingSystem.IsWindows())
            return;
        builder.UsePhysicalConnectionInitializer(
            connection => Set(connection.ProcessID, NiceOf(workload)),
            connection =>
            {
                Set(connection.ProcessID, NiceOf(workload));
                return Task.CompletedTask;
            });
    }

    private static void Set(int process, int nice)
    {
        _ = SetPriority(Process, (uint)process, nice);

        // A server process is a session of its own. Where Linux groups processes by session, only the group's own value counts.
        var autogroup = $"/proc/{process.ToString(CultureInfo.InvariantCulture)}/autogroup";
        if (File.Exists(autogroup) && !TryWrite(autogroup, nice))
            _ = Task.Run(() => RetryAsync(autogroup, nice));
    }

    private static async Task RetryAsync(string autogroup, int nice)
    {
        await AutogroupTurn.WaitAsync();
        try
        {
            // The file ends with its process.
            for (var tries = 0; tries < AutogroupTries && File.Exists(autogroup) && !TryWrite(autogroup, nice); tries++)
                await Task.Delay(AutogroupWait);
        }
        finally
        {
            AutogroupTurn.Release();
        }
    }

    private static bool TryWrite(string autogroup, int nice)
    {
        try
        {
            File.WriteAllText(autogroup, nice.ToString(CultureInfo.InvariantCulture));
            return true;
        }
        catch (IOException)
        {
            return false; // too soon after another
        }
        catch (UnauthorizedAccessException)
        {
            return true; // not ours to change, now or later
        }
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int nice);
}
