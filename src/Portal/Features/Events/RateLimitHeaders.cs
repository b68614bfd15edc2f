using System.Globalization;
using Portal.Infrastructure.Events;

namespace Portal.Features.Events;

/// <summary>
/// Says in the answer how much more a store may send (draft-ietf-httpapi-ratelimit-headers: <c>q</c> events in <c>w</c> seconds,
/// <c>r</c> of them left, all again in <c>t</c> seconds) and when to come again.
/// </summary>
internal static class RateLimitHeaders
{
    private const int UnavailableSeconds = 2;

    public static void Write(HttpResponse response, IngestResult result)
    {
        if (result.Rate is { } standing)
        {
            response.Headers["RateLimit-Policy"] = string.Create(CultureInfo.InvariantCulture,
                $"\"events\";q={standing.Rate.Burst};w={standing.Rate.Window}");
            response.Headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture,
                $"\"events\";r={standing.Remaining};t={standing.SecondsToFull}");
        }

        if (RetryAfter(result) is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }
    }

    // Rounded up, so that whoever comes then is not a moment too early.
    private static long? RetryAfter(IngestResult result) => result switch
    {
        IngestResult.RateLimited limited => (long)Math.Max(1, Math.Ceiling(limited.Wait.TotalSeconds)),
        IngestResult.QuotaExceeded exceeded => (long)Math.Max(1, Math.Ceiling(exceeded.Wait.TotalSeconds)),
        IngestResult.Unavailable => UnavailableSeconds,
        _ => null,
    };
}
