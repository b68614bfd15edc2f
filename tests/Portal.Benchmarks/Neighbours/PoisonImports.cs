using System.Diagnostics;
using Portal.Benchmarks.Exchange;

namespace Portal.Benchmarks.Neighbours;

/// <summary>Hands in bad files again and again, whatever the answer is.</summary>
internal sealed class PoisonImports(ImportClient api)
{
    private const int Clients = 2;

    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(50);

    // Packing the bombs takes a while, and is over before anything is measured.
    private int _next = PoisonFiles.Kinds - 1;

    public Tally Answers { get; } = new("poisoned imports");

    public Task RunAsync(CancellationToken ending) =>
        Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(() => SendAsync(ending), CancellationToken.None)));

    private async Task SendAsync(CancellationToken ending)
    {
        while (!ending.IsCancellationRequested)
        {
            var (name, bytes) = PoisonFiles.Make(Interlocked.Increment(ref _next));
            var started = Stopwatch.GetTimestamp();
            try
            {
                using var answer = await api.SendAsync("order_lines", name, new ByteArrayContent(bytes), ending);
                Answers.Add(await Outcome.ReadAsync(answer, ending), started);
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                return;
            }
            catch (HttpRequestException)
            {
                Answers.Add("cut off", started);
            }

            await Task.Delay(RoundTrip, CancellationToken.None);
        }
    }
}
