using Microsoft.EntityFrameworkCore;
using Portal.Hosting;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Events;

namespace Portal.Features.Events;

/// <summary>Answers what browser SDKs ask at start: how the site wants to be tracked.</summary>
internal static class TrackerSettingsEndpoint
{
    public static async Task<IResult> RunAsync(
        string writeKey, HttpContext context, EventSources sources, PortalDb db, TrackerSightings sightings, CancellationToken cancellationToken)
    {
        EventCors.Allow(context);
        if (await sources.FindAsync(writeKey, cancellationToken) is not { IsSuspended: false } source)
        {
            return Problems.Of(404, "unknown_write_key", "No site has this write key.");
        }

        await using var portal = db.ForTenant(source.TenantId);
        var site = await portal.Sites.AsNoTracking().SingleAsync(s => s.Id == source.SiteId, cancellationToken);
        await sightings.FetchedAsync(site, cancellationToken);
        context.Response.Headers.CacheControl = "public, max-age=60";
        var address = $"{context.Request.Host}/v1";
        return Results.Json(new Dictionary<string, object>
        {
            ["integrations"] = new Dictionary<string, object>
            {
                ["Segment.io"] = new { apiKey = writeKey, apiHost = address, protocol = context.Request.Scheme },
                ["IntelliShop"] = new { consentRequired = site.ConsentRequired, respectDnt = site.RespectDoNotTrack, autoPage = site.AutoPage },
            },
            ["plan"] = new { track = new { }, identify = new { }, group = new { } },
        });
    }
}
