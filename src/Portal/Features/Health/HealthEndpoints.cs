using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Portal.Hosting.Rates;

namespace Portal.Features.Health;

/// <summary>Two questions anyone may ask: is the process alive, and may it get requests.</summary>
public static class HealthEndpoints
{
    /// <summary>Maps <c>/health/live</c> and <c>/health/ready</c>; both answer 200 or 503 with the state of each check.</summary>
    public static void MapHealthEndpoints(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new() { Predicate = _ => false, ResponseWriter = WriteAsync }).AllowAnonymous()
            .LimitRate(RatePolicy.Open);
        routes.MapHealthChecks("/health/ready", new()
        {
            Predicate = check =>
            check.Tags.Contains(HealthRegistration.Ready),
            ResponseWriter = WriteAsync
        })
            .AllowAnonymous().LimitRate(RatePolicy.Open);
    }

    // States and durations only: a check's description may name hosts or hold an error's text.
    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        status = Word(report.Status),
        milliseconds = Math.Round(report.TotalDuration.TotalMilliseconds, 1),
        checks = report.Entries.ToDictionary(
            entry => entry.Key,
            entry => new { status = Word(entry.Value.Status), milliseconds = Math.Round(entry.Value.Duration.TotalMilliseconds, 1) }),
    });

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        HealthStatus.Unhealthy => "unhealthy",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };
}
