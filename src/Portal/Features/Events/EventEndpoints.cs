using Portal.Domain.Events;
using Portal.Hosting.Failures;
using Portal.Hosting.Rates;
using Portal.Infrastructure.Events;

namespace Portal.Features.Events;

/// <summary>The addresses of the event API. They are open: the write key in the request is the authorisation.</summary>
public static class EventEndpoints
{
    /// <summary>Maps every address of the contract.</summary>
    public static IEndpointRouteBuilder MapEventEndpoints(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1").AllowAnonymous().DisableAntiforgery()
            .WithMetadata(new RequestSizeLimit(EventLimits.RequestBytes));
        Map(group, "/batch", new(null));
        Map(group, "/import", new(null, IsImport: true));
        foreach (var type in (string[])["track", "identify", "page", "screen", "group", "alias"])
        {
            Map(group, "/" + type, new(type));
        }

        group.MapGet("/projects/{writeKey}/settings", TrackerSettingsEndpoint.RunAsync).LimitRate(RatePolicy.Open);
        group.MapMethods("/{**path}", [HttpMethods.Options], EventCors.Preflight).LimitRate(RatePolicy.Open);
        return routes;
    }

    // Nothing after the routing concerns a shop's events: no sign-in, no form.
    private static void Map(RouteGroupBuilder group, string path, EventRoute route) =>
        group.MapPost(path, (HttpContext context, EventIngest ingest) => IngestAsync(context, ingest, route)).ShortCircuit()
            .ExemptFromRates("Limited by the plan of the store that its write key belongs to.");

    private static async Task<IResult> IngestAsync(HttpContext context, EventIngest ingest, EventRoute route)
    {
        EventCors.Allow(context);
        var key = EventKey.FromHeaders(context.Request.Headers.Authorization);
        using var body = await EventBody.ReadAsync(context.Request, context.RequestAborted);
        if (body.Problem is { } problem)
        {
            var refused = await ingest.RefuseAsync(new(problem.Code, problem.Reason), key, context.RequestAborted);
            RateLimitHeaders.Write(context.Response, refused);
            return Problems.Of(problem.Status, problem.Code, problem.Reason);
        }

        var origin = context.Request.Headers.Origin is [{ Length: > 0 } sent] ? sent : null;
        var sender = new EventSender(origin, context.Connection.RemoteIpAddress, context.Request.Headers.UserAgent);
        var result = await ingest.RunAsync(body.Bytes, route, key, sender, context.RequestAborted);
        RateLimitHeaders.Write(context.Response, result);
        return ToResponse(result, context);
    }

    private static IResult ToResponse(IngestResult result, HttpContext context)
    {
        switch (result)
        {
            case IngestResult.Stored stored:
                return new StoredAnswer(stored);
            case IngestResult.AllRejected all:
                return Problem(400, result, ("rejected", all.Rejected));
            case IngestResult.Malformed:
                return Problem(400, result);
            case IngestResult.TooManyMessages:
                return Problem(413, result);
            case IngestResult.UnknownKey:
                context.Response.Headers.WWWAuthenticate = "Basic realm=\"write key\"";
                return Problem(401, result);
            case IngestResult.Suspended:
                return Problem(403, result);
            case IngestResult.OriginNotAllowed:
                EventCors.Withdraw(context);
                return Problem(403, result);
            case IngestResult.RateLimited:
                return Problem(429, result);
            case IngestResult.QuotaExceeded exceeded:
                return Problem(429, result, ("quota", exceeded.Quota));
            case IngestResult.Unavailable:
                return Problem(503, result);
            default:
                throw new InvalidOperationException($"There is no answer for {result.GetType().Name}.");
        }
    }

    private static IResult Problem(int status, IngestResult result, params (string Name, object Value)[] more) =>
        Problems.Of(status, result.Code!, result.Reason!, more);

    /// <summary>Lets Kestrel refuse a larger body before it is read.</summary>
    private sealed record RequestSizeLimit(long? MaxRequestBodySize) : Microsoft.AspNetCore.Http.Metadata.IRequestSizeLimitMetadata;
}
