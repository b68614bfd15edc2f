using Portal.Domain.Tenancy;

namespace Portal.Hosting.Failures;

/// <summary>Answers of the HTTP API that say what is wrong: RFC 9457 problem details with a stable <c>code</c>.</summary>
public static class Problems
{
    public const string Unauthenticated = "unauthenticated";
    public const string Forbidden = "forbidden";
    public const string NotFound = "not_found";
    public const string Invalid = "invalid";
    public const string Malformed = "malformed";
    public const string TooLarge = "too_large";
    public const string RequestTimeout = "request_timeout";
    public const string RateLimited = "rate_limited";

    /// <summary>The store's share is used up, by what it does at the same time.</summary>
    public const string StoreBusy = "store_busy";

    /// <summary>The share of all stores is used up.</summary>
    public const string ServerBusy = "server_busy";

    /// <summary>A statement was stopped by the time limit of its kind of work.</summary>
    public const string TimedOut = "timed_out";

    /// <summary>The database is away.</summary>
    public const string Unavailable = "unavailable";

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
