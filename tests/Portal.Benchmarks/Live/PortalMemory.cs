using System.Buffers.Binary;
using System.Globalization;
using System.IO.Pipes;

namespace Portal.Benchmarks.Live;

/// <summary>What memory a portal uses after a forced collection.</summary>
/// <param name="Heap">Bytes of managed objects.</param>
/// <param name="WorkingSet">Bytes of the whole process.</param>
internal sealed record PortalMemory(long Heap, long WorkingSet)
{
    private static readonly string Pipe = string.Create(CultureInfo.InvariantCulture, $"portal-heap-{Environment.ProcessId}");

    /// <summary>The settings of a process that can be asked.</summary>
    public static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location,
        [StartupHook.Pipe] = Pipe,

        // One person has thousands of pages open here.
        ["Circuits__MaxPerPerson"] = "100000",
        ["Circuits__MaxPerAddress"] = "100000",
    };

    /// <summary>Asks the process that was started with <see cref="Settings"/>.</summary>
    public static async Task<PortalMemory> ReadAsync()
    {
        await using var pipe = new NamedPipeClientStream(".", Pipe, PipeDirection.In);
        await pipe.ConnectAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
        var answer = new byte[StartupHook.AnswerBytes];
        await pipe.ReadExactlyAsync(answer);
        return new(BinaryPrimitives.ReadInt64LittleEndian(answer), BinaryPrimitives.ReadInt64LittleEndian(answer.AsSpan(8)));
    }
}
