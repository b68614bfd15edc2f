using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Hosting.Failures;
using Portal.Infrastructure.Api;

namespace Portal.Features.Api.Resources;

/// <summary>Answers what is read of a resource. An answer that the caller has already is 304 without a body.</summary>
internal static class ResourceReads
{
    private const string Json = "application/json; charset=utf-8";

    public static async Task<IResult> ListAsync(Resource resource, ApiCall call, HttpContext context, ResourceQueries queries)
    {
        var (fields, after) = (call.Fields(resource), call.After(resource));
        if (!call.Errors.None)
            return Problems.Fields(call.Errors);

        var page = await queries.ListAsync(
            call.Store.TenantId, resource, call.Conditions(resource), after, call.Whole(ResourceParameters.Limit), fields,
            context.RequestAborted);
        if (page.Next is { } next)
            context.Response.Headers.Link = $"<{Next(context.Request, next)}>; rel=\"next\"";
        var body = $$"""{"data":[{{string.Join(',', page.Rows)}}],"nextCursor":{{(page.Next is null ? "null" : $"\"{page.Next}\"")}}}""";
        return Answer(context, body, $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)), 0, 16)}\"");
    }

    public static async Task<IResult> FindAsync(Resource resource, string id, ApiCall call, HttpContext context, ResourceQueries queries)
    {
        var fields = call.Fields(resource);
        if (!call.Errors.None)
            return Problems.Fields(call.Errors);
        return await queries.FindAsync(call.Store.TenantId, resource, id, fields, context.RequestAborted) is { } found
            ? Answer(context, found.Json, found.Version)
            : Problems.Of(StatusCodes.Status404NotFound, Problems.NotFound, $"There is no {resource.One} {id}.");
    }

    private static IResult Answer(HttpContext context, string body, string version)
    {
        context.Response.Headers.ETag = version;
        context.Response.Headers.CacheControl = "private, no-cache";
        return context.Request.GetTypedHeaders().IfNoneMatch is { Count: > 0 } known
            && known.Any(tag => tag.Tag == "*" || tag.Compare(new(version), useStrongComparison: false))
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Text(body, Json);
    }

    private static string Next(HttpRequest request, string cursor)
    {
        var query = QueryHelpers.ParseQuery(request.QueryString.Value);
        query[ResourceParameters.Cursor] = cursor;
        return QueryHelpers.AddQueryString(request.Path,
            query.SelectMany(pair => pair.Value.Select(value => KeyValuePair.Create(pair.Key, value))));
    }
}
