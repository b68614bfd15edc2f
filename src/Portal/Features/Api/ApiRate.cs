using System.Collections.Concurrent;
using System.Globalization;
using Portal.Domain.Billing;
using Portal.Features.Tenancy;
using Portal.Hosting;

namespace Portal.Features.Api;

/// <summary>How many requests each store may send to this node: 20 a second, 200 at once.</summary>
public sealed class ApiRate(TimeProvider time)
{
    private static readonly EventRate Rate = new(20, 200);

    private readonly ConcurrentDictionary<Guid, TokenBucket> _buckets = new();

    /// <summary>Takes one request; the answer's headers say what is left (draft-ietf-httpapi-ratelimit-headers).</summary>
    /// <returns>Null when it may come; else the answer.</returns>
    public IResult? Take(HttpContext context)
    {
        var (bucket, now) = (_buckets.GetOrAdd(ApiTokenAuthentication.TenantId(context.User), static _ => new()), time.GetUtcNow());
        var isTaken = bucket.TryTake(Rate, 1, now);
        var headers = context.Response.Headers;
        headers["RateLimit-Policy"] = string.Create(CultureInfo.InvariantCulture, $"\"requests\";q={Rate.Burst};w={Rate.Window}");
        headers["RateLimit"] = string.Create(
            CultureInfo.InvariantCulture, $"\"requests\";r={bucket.Remaining(Rate, now)};t={(int)Math.Ceiling(bucket.UntilFull(now).TotalSeconds)}");
        if (isTaken)
            return null;

        headers.RetryAfter = Math.Max(1, Math.Ceiling(bucket.Until(Rate, 1, now).TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return Problems.Of(StatusCodes.Status429TooManyRequests, Problems.TooManyRequests, "The store sends more requests than it may. Come again after the seconds of Retry-After.");
    }
}
