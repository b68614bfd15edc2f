using System.Diagnostics;
using System.Globalization;
using Portal.Infrastructure.Events;
using Portal.Infrastructure.Events.Enrichment;
using Portal.Infrastructure.Events.Parsing;
using Portal.Infrastructure.Events.Writing;

namespace Portal.Benchmarks.Ingest;

/// <summary>What it costs to turn one message into a row, on one core and without a database.</summary>
internal static class ParseBenchmark
{
    private const int Batch = 500;
    private const int Rounds = 15;

    /// <summary>Prints the median of the rounds.</summary>
    public static void Run()
    {
        var source = new EventSource(Guid.NewGuid(), Guid.NewGuid(), [], null, false, "growth", "truncate", "shop.example",
            new(false, true, true));
        var body = SampleMessages.Batch(Batch, 1);
        var known = new EnrichmentCaches();
        var times = new double[Rounds];
        var bytes = 0L;
        for (var round = -5; round < Rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var began = Stopwatch.GetTimestamp();
            for (var n = 0; n < 100; n++)
            {
                using var request = new IngestRequest(source, DateTimeOffset.UtcNow);
                using var parser = new EventParser(source, EventSender.Portal, new(null), DateTimeOffset.UtcNow, known);
                parser.Parse(body, Envelope.Read(body, true), request);
            }

            if (round >= 0)
            {
                times[round] = Stopwatch.GetElapsedTime(began).TotalNanoseconds / (100 * Batch);
                bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / (100 * Batch);
            }
        }

        Array.Sort(times);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{times[Rounds / 2]:N0} ns and {bytes} bytes allocated for each of {Batch} messages in a batch; fastest {times[0]:N0} ns"));
    }
}
