using Portal.Domain.Events;

namespace Portal.Features.Events;

/// <summary>The event API's refusals: RFC 9457 with a stable code and, where there are some, the rejected messages.</summary>
internal static class EventProblem
{
    public static IResult Of(int status, string code, string detail, IReadOnlyList<Rejection>? rejected = null)
    {
        var extensions = new Dictionary<string, object?> { ["code"] = code };
        if (rejected is not null)
        {
            extensions["rejected"] = rejected;
        }

        return Results.Problem(detail, statusCode: status, extensions: extensions);
    }
}
