using Portal.Hosting.Failures;
using Portal.Hosting.Requests;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Events;

namespace Portal.Features.Events;

/// <summary>Answers what browser SDKs ask at start: how the site wants to be tracked. From memory, without a query.</summary>
internal static class TrackerSettingsEndpoint
{
    public static async Task<IResult> RunAsync(
        string writeKey, HttpContext context, EventSources sources, TrackerSightings sightings, TrustedHosts hosts,
        CancellationToken cancellationToken)
    {
        EventCors.Allow(context);
        EventSource? source;
        try
        {
            source = await sources.FindAsync(writeKey, cancellationToken);
        }
        catch (Exception exception) when (DatabaseFailures.IsCauseOf(exception))
        {
            context.Response.Headers.RetryAfter = "2";
            return Problems.Of(503, "unavailable", "The database cannot say now whom the write key belongs to.");
        }

        if (source is not { IsSuspended: false })
        {
            return Problems.Of(404, "unknown_write_key", "No site has this write key.");
        }

        sightings.Fetched(source);
        context.Response.Headers.CacheControl = "public, max-age=60";
        var address = hosts.EventAddress(context.Request);
        var tracking = source.Tracking;
        return Results.Json(new Dictionary<string, object>
        {
            ["integrations"] = new Dictionary<string, object>
            {
                ["Segment.io"] = new { apiKey = writeKey, apiHost = $"{address.Authority}/v1", protocol = address.Scheme },
                ["IntelliShop"] = new
                {
                    consentRequired = tracking.ConsentRequired,
                    respectDnt = tracking.RespectDoNotTrack,
                    autoPage = tracking.AutoPage,
                    webVitals = tracking.WebVitals,
                },
            },
            ["plan"] = new { track = new { }, identify = new { }, group = new { } },
        });
    }
}
