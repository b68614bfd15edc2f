using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting.Failures;
using Portal.Infrastructure.Shared.Configuration;

namespace Portal.Hosting.Rates;

/// <summary>Holds requests to their rates, and says in the answers what is left (draft-ietf-httpapi-ratelimit-headers).</summary>
public static class RateLimiting
{
    private const int BusySeconds = 5;

    public static IServiceCollection AddRates(this IServiceCollection services)
    {
        services.AddValidated<RateOptions>(RateOptions.Section);
        services.AddRateLimiter(_ => { });
        return services.AddSingleton<RequestRates>();
    }

    /// <summary>Limits what comes from one address; before anything is asked of the database.</summary>
    public static void UseAddressRates(this WebApplication app)
    {
        var rates = app.Services.GetRequiredService<RequestRates>();
        app.UseRateLimiter(new RateLimiterOptions
        {
            GlobalLimiter = rates.Addresses,
            OnRejected = async (rejected, _) => await RefuseAsync(rejected, "Too many requests come from this address."),
        });
    }

    /// <summary>Limits what one person, token or store asks; behind the authorisation.</summary>
    public static void UseRates(this WebApplication app)
    {
        var rates = app.Services.GetRequiredService<RequestRates>();
        app.UseRateLimiter(new RateLimiterOptions
        {
            GlobalLimiter = rates.All,
            OnRejected = async (rejected, _) =>
            {
                WriteHeaders(rejected.HttpContext, rates, isRefused: true);
                await RefuseAsync(rejected, "More requests came than may.");
            },
        });
        app.UseRateLimiter(new RateLimiterOptions
        {
            GlobalLimiter = rates.Pages,
            OnRejected = async (rejected, _) => await RefuseAsync(rejected, "More pages were asked for at once than may be."),
        });
        app.Use((context, next) =>
        {
            WriteHeaders(context, rates, isRefused: false);
            return next(context);
        });
    }

    private static void WriteHeaders(HttpContext context, RequestRates rates, bool isRefused)
    {
        if (RequestRates.PolicyOf(context) is not { } policy || rates.Subjects.GetStatistics(context) is not { } standing)
            return;
        var (rate, name) = (rates.RateOf(context, policy), policy.ToString().ToLowerInvariant());
        var left = isRefused ? 0 : standing.CurrentAvailablePermits;
        var headers = context.Response.Headers;
        headers["RateLimit-Policy"] = string.Create(CultureInfo.InvariantCulture, $"\"{name}\";q={rate.Burst};w={rate.Window}");
        headers["RateLimit"] = string.Create(
            CultureInfo.InvariantCulture,
            $"\"{name}\";r={left};t={(int)Math.Ceiling((double)(rate.Burst - standing.CurrentAvailablePermits) / rate.PerSecond)}");
    }

    private static async Task RefuseAsync(OnRejectedContext rejected, string reason)
    {
        var context = rejected.HttpContext;
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;

        // Only a bucket knows when it has a token again; what is done at the same time ends when it ends.
        var isRate = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait);
        var seconds = isRate ? (int)Math.Max(1, Math.Ceiling(wait.TotalSeconds)) : BusySeconds;
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (!StatusPages.IsForProgram(context))
            return;
        var problem = isRate
            ? Problems.Of(context.Response.StatusCode, Problems.RateLimited, $"{reason} Come again after the seconds of Retry-After.")
            : Problems.Of(context.Response.StatusCode, Problems.StoreBusy,
                "As much is being made for the store as may be at once. Try again when some of it is done.");
        await problem.ExecuteAsync(context);
    }
}
