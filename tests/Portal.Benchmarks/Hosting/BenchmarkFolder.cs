using System.Globalization;

namespace Portal.Benchmarks.Hosting;

/// <summary>Where benchmarks work: on the disk of the project, since a temporary folder may be memory.</summary>
internal static class BenchmarkFolder
{
    /// <summary>A folder of this process's own.</summary>
    public static string New() =>
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "benchmark",
        Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
}
