using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Portal.Testing.Tenancy;

namespace Portal.Benchmarks.Live;

/// <summary>Single orders, one after the other, whose way to the screens is timed.</summary>
internal static class Probes
{
    /// <summary>
    /// Sends them spread over a time, each after the one before was answered, at moments of chance: an even pace would meet
    /// the portal's own always at the same point.
    /// </summary>
    public static async Task<List<Probe>> SendAsync(Uri portal, TestStore store, int count, double seconds)
    {
        using var client = new HttpClient { BaseAddress = portal };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", store.WriteKey);
        var random = new Random(count);
        var probes = new List<Probe>();
        var began = Stopwatch.GetTimestamp();
        for (var number = 0; number < count; number++)
        {
            var ahead = ((number + random.NextDouble()) * seconds / count) - Stopwatch.GetElapsedTime(began).TotalSeconds;
            await Task.Delay(TimeSpan.FromSeconds(Math.Max(0, ahead)));
            using var body = new StringContent(Order(number), Encoding.UTF8, "application/json");
            var sentAt = Stopwatch.GetTimestamp();
            using var answer = await client.PostAsync(new Uri("/v1/track", UriKind.Relative), body);
            probes.Add(new(sentAt, Stopwatch.GetTimestamp()));
            answer.EnsureSuccessStatusCode();
        }

        return probes;
    }

    private static string Order(int number) => string.Create(CultureInfo.InvariantCulture, $$"""
        {"messageId":"probe-{{number}}","anonymousId":"probe","event":"Order Completed","timestamp":"{{DateTimeOffset.UtcNow:O}}","properties":{"order_id":"probe-{{number}}","revenue":1,"currency":"EUR"} }
        """);
}

/// <summary>When an order was sent and when it was answered for, by <see cref="Stopwatch.GetTimestamp"/>.</summary>
internal sealed record Probe(long SentAt, long AnsweredAt);
