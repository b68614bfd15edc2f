using System.Globalization;
using Portal.Domain.Events;
using Portal.Hosting;
using Portal.Infrastructure.Events;

namespace Portal.Features.Events;

/// <summary>The addresses of the event API. They are open: the write key in the request is the authorisation.</summary>
public static class EventEndpoints
{
    /// <summary>Maps every address of the contract.</summary>
    public static IEndpointRouteBuilder MapEventEndpoints(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1").AllowAnonymous().DisableAntiforgery().WithMetadata(new RequestSizeLimit(EventLimits.RequestBytes));
        Map(group, "/batch", new(null));
        Map(group, "/import", new(null, IsImport: true));
        foreach (var type in (string[])["track", "identify", "page", "screen", "group", "alias"])
        {
            Map(group, "/" + type, new(type));
        }

        group.MapGet("/projects/{writeKey}/settings", TrackerSettingsEndpoint.RunAsync);
        group.MapMethods("/{**path}", [HttpMethods.Options], EventCors.Preflight);
        return routes;
    }

    private static void Map(RouteGroupBuilder group, string path, EventRoute route) =>
        group.MapPost(path, (HttpContext context, EventIngest ingest) => IngestAsync(context, ingest, route));

    private static async Task<IResult> IngestAsync(HttpContext context, EventIngest ingest, EventRoute route)
    {
        EventCors.Allow(context);
        using var body = await EventBody.ReadAsync(context.Request, context.RequestAborted);
        if (body.Problem is { } problem)
        {
            return problem;
        }

        var origin = context.Request.Headers.Origin is [{ Length: > 0 } sent] ? sent : null;
        var sender = new EventSender(origin, context.Connection.RemoteIpAddress, context.Request.Headers.UserAgent);
        var key = EventKey.FromHeaders(context.Request.Headers.Authorization);
        var result = await ingest.RunAsync(body.Bytes, route, key, sender, context.RequestAborted);
        return ToResponse(result, context);
    }

    private static IResult ToResponse(IngestResult result, HttpContext context)
    {
        switch (result)
        {
            case IngestResult.Stored stored:
                return Results.Json(new { success = true, accepted = stored.Accepted, duplicates = stored.Duplicates, rejected = stored.Rejected });
            case IngestResult.AllRejected all:
                return Problems.Of(400, "all_rejected", "No message of the request could be taken.", ("rejected", all.Rejected));
            case IngestResult.Malformed malformed:
                return Problems.Of(400, malformed.Code, malformed.Reason);
            case IngestResult.TooManyMessages:
                return Problems.Of(413, "too_many_messages", string.Create(CultureInfo.InvariantCulture, $"A batch has at most {EventLimits.Messages} messages."));
            case IngestResult.UnknownKey:
                context.Response.Headers.WWWAuthenticate = "Basic realm=\"write key\"";
                return Problems.Of(401, "unknown_write_key", "The write key is missing, unknown or no longer valid.");
            case IngestResult.Suspended:
                return Problems.Of(403, "store_suspended", "The store is suspended and takes no events.");
            case IngestResult.OriginNotAllowed refused:
                EventCors.Withdraw(context);
                return Problems.Of(403, "origin_not_allowed", $"The site takes no events from {refused.Origin}.");
            case IngestResult.Unavailable unavailable:
                context.Response.Headers.RetryAfter = "2";
                return Problems.Of(503, "unavailable", unavailable.Reason + " Nothing was kept; send the request again.");
            default:
                throw new InvalidOperationException($"There is no answer for {result.GetType().Name}.");
        }
    }

    /// <summary>Lets Kestrel refuse a larger body before it is read.</summary>
    private sealed record RequestSizeLimit(long? MaxRequestBodySize) : Microsoft.AspNetCore.Http.Metadata.IRequestSizeLimitMetadata;
}
