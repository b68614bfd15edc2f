using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Portal.Benchmarks.Neighbours;

/// <summary>Reads an answer to its end, as a client does, and says in a word what it was.</summary>
internal static class Outcome
{
    public static async Task<string> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var status = ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
        switch (answer.Content.Headers.ContentType?.MediaType)
        {
            case "application/problem+json":
                await using (var body = await answer.Content.ReadAsStreamAsync(cancellationToken))
                {
                    using var problem = await JsonDocument.ParseAsync(body, default, cancellationToken);
                    return $"{status} {problem.RootElement.GetProperty("code").GetString()}";
                }

            case "text/html":
                var text = await answer.Content.ReadAsStringAsync(cancellationToken);
                return answer.StatusCode == HttpStatusCode.OK && IsInPart(text) ? "200 with a part that failed" : status;
            default:
                await answer.Content.CopyToAsync(Stream.Null, cancellationToken);
                return status;
        }
    }

    private static bool IsInPart(string page) =>
        page.Contains("could not be", StringComparison.Ordinal) || page.Contains("stopped working", StringComparison.Ordinal);
}
