using System.Buffers.Binary;
using System.IO.Pipes;
using System.Net.Sockets;

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
            var pipe = new NamedPipeServerStream(name, PipeDirection.Out);
            AppDomain.CurrentDomain.ProcessExit += (_, _) => pipe.Dispose(); // its file would stay
            new Thread(() => Answer(pipe)) { IsBackground = true }.Start();
        }
    }

    private static void Answer(NamedPipeServerStream pipe)
    {
        try
        {
            while (true)
            {
                pipe.WaitForConnection();
                pipe.Write(Measure());
                pipe.Disconnect();
            }
        }
        catch (Exception exception) when (
            exception is ObjectDisposedException or IOException or InvalidOperationException or SocketException)
        {
            // the portal ends
        }
    }

    private static byte[] Measure()
    {
        var answer = new byte[AnswerBytes];
        Collect();
        GC.WaitForPendingFinalizers();
        Collect();
        BinaryPrimitives.WriteInt64LittleEndian(answer, GC.GetTotalMemory(forceFullCollection: false));
        BinaryPrimitives.WriteInt64LittleEndian(answer.AsSpan(8), Environment.WorkingSet);
        return answer;
    }

    // The aggressive mode gives pages back, without which the working set would say little.
    private static void Collect() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
}
