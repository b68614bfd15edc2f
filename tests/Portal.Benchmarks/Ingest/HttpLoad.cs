using System.Diagnostics;
using System.Net.Sockets;
using Portal.Testing.Tenancy;

namespace Portal.Benchmarks.Ingest;

/// <summary>Connections that send batches as fast as each is answered.</summary>
internal sealed class HttpLoad(Uri portal, TestStore store, int connections, int batch) : IDisposable
{
    private readonly HttpConnection[] _connections =
        [.. Enumerable.Range(0, connections).Select(number => new HttpConnection(portal, store.WriteKey,
            SampleMessages.Batch(batch, number)))];

    /// <summary>Sends for a time, or until so many events were taken.</summary>
    /// <param name="rate">Events a second over all connections; as fast as each is answered without it.</param>
    public LoadResult Run(long events, double seconds, double rate = double.PositiveInfinity)
    {
        var latencies = new List<double>[_connections.Length];
        var taken = 0L;
        var began = Stopwatch.GetTimestamp();
        var threads = _connections.Select((connection, number) => new Thread(() =>
        {
            var own = latencies[number] = [];
            if (double.IsFinite(rate))
            {
                Thread.Sleep(TimeSpan.FromSeconds(number * batch / rate)); // one after the other, as independent senders come
            }

            for (var sentByMe = 0L; Volatile.Read(ref taken) < events && Stopwatch.GetElapsedTime(began).TotalSeconds < seconds;)
            {
                var sent = Stopwatch.GetTimestamp();
                var kept = connection.Send();
                own.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
                Interlocked.Add(ref taken, kept);
                sentByMe += kept;
                var ahead = (((sentByMe * _connections.Length) + (number * batch)) / rate) - Stopwatch.GetElapsedTime(began).TotalSeconds;
                if (ahead > 0)
                {
                    Thread.Sleep(TimeSpan.FromSeconds(ahead));
                }
            }
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        var elapsed = Stopwatch.GetElapsedTime(began).TotalSeconds;
        double[] sorted = [.. latencies.SelectMany(l => l).Order()];
        return new(taken, taken / elapsed, sorted[sorted.Length / 2], sorted[sorted.Length * 99 / 100]);
    }

    /// <summary>
    /// Sends from one thread for all connections, since a thread for each costs as much as the requests; as fast as each is answered.
    /// </summary>
    public LoadResult RunOnOneThread(double seconds)
    {
        var latencies = new List<double>();
        var taken = 0L;
        var began = Stopwatch.GetTimestamp();
        var sent = new long[_connections.Length];
        var open = Enumerable.Range(0, _connections.Length).ToDictionary(number => _connections[number].Socket);
        foreach (var number in open.Values)
        {
            Begin(number);
        }

        var ready = new List<Socket>();
        while (open.Count > 0)
        {
            ready.Clear();
            ready.AddRange(open.Keys);
            Socket.Select(ready, null, null, 10_000_000);
            foreach (var socket in ready)
            {
                var number = open[socket];
                var kept = _connections[number].Receive();
                if (kept == 0)
                {
                    continue;
                }

                taken += kept;
                latencies.Add(Stopwatch.GetElapsedTime(sent[number]).TotalMilliseconds);
                if (Stopwatch.GetElapsedTime(began).TotalSeconds < seconds)
                {
                    Begin(number);
                }
                else
                {
                    open.Remove(socket);
                }
            }
        }

        var elapsed = Stopwatch.GetElapsedTime(began).TotalSeconds;
        latencies.Sort();
        return new(taken, taken / elapsed, latencies[latencies.Count / 2], latencies[latencies.Count * 99 / 100]);

        void Begin(int number)
        {
            sent[number] = Stopwatch.GetTimestamp();
            _connections[number].Begin();
        }
    }

    public void Dispose() => Array.ForEach(_connections, connection => connection.Dispose());
}

/// <summary>What a load achieved.</summary>
/// <param name="Events">Events that were answered for.</param>
/// <param name="Rate">Events a second.</param>
/// <param name="Median">Milliseconds within which half of the requests were answered.</param>
/// <param name="Slow">Milliseconds within which 99 of 100 were.</param>
internal sealed record LoadResult(long Events, double Rate, double Median, double Slow);
