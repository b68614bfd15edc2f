using System.Buffers.Binary;
using System.IO.Pipes;

/// <summary>
/// Runs inside the portal's process before the portal does (.NET, "host startup hook", which finds it by this name outside
/// of any namespace): whoever connects to the pipe is told what memory is in use after a collection of everything unused.
/// </summary>
internal static class StartupHook
{
    /// <summary>The environment variable with the pipe's name.</summary>
    public const string Pipe = "PORTAL_BENCHMARK_HEAP";

    /// <summary>Bytes of an answer: the managed heap and the working set.</summary>
    public const int AnswerBytes = 16;

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(Pipe) is { } name)
        {
            new Thread(() => Answer(name)) { IsBackground = true }.Start();
        }
    }

    private static void Answer(string name)
    {
        var answer = new byte[AnswerBytes];
        while (true)
        {
            using var pipe = new NamedPipeServerStream(name, PipeDirection.Out);
            pipe.WaitForConnection();
            Collect();
            GC.WaitForPendingFinalizers();
            Collect();
            BinaryPrimitives.WriteInt64LittleEndian(answer, GC.GetTotalMemory(forceFullCollection: false));
            BinaryPrimitives.WriteInt64LittleEndian(answer.AsSpan(8), Environment.WorkingSet);
            pipe.Write(answer);
        }
    }

    // The aggressive mode gives pages back, without which the working set would say little.
    private static void Collect() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
}
