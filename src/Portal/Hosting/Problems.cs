using Portal.Domain.Tenancy;

namespace Portal.Hosting;

/// <summary>Answers of the HTTP API that say what is wrong: RFC 9457 problem details with a stable <c>code</c>.</summary>
public static class Problems
{
    public const string Unauthenticated = "unauthenticated";
    public const string Forbidden = "forbidden";
    public const string NotFound = "not_found";
    public const string Invalid = "invalid";
    public const string Malformed = "malformed";
    public const string TooManyRequests = "too_many_requests";

    /// <summary>A problem without fields.</summary>
    /// <param name="code">What programs tell it by; never changes once published.</param>
    /// <param name="detail">What people read.</param>
    /// <param name="more">Further members of the answer, such as the messages of a batch that were rejected.</param>
    public static IResult Of(int status, string code, string detail, params (string Name, object Value)[] more)
    {
        var extensions = Code(code);
        foreach (var (name, value) in more)
        {
            extensions[name] = value;
        }

        return Results.Problem(detail, statusCode: status, extensions: extensions);
    }

    /// <summary>400 with what is wrong field by field.</summary>
    public static IResult Fields(FieldErrors errors) => Results.ValidationProblem(
        errors.Messages.ToDictionary(pair => pair.Key, pair => new[] { pair.Value }),
        detail: "Some fields are not valid.",
        extensions: Code(Invalid));

    private static Dictionary<string, object?> Code(string code) => new() { ["code"] = code };
}
