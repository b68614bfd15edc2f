using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;

namespace Portal.Infrastructure.Shared.Http;

/// <summary>
/// How the portal calls services of others: a client by name from the factory, with a limit of size and time, retries with growing
/// pauses and a circuit breaker that leaves a service alone while it fails.
/// </summary>
public static class OutgoingClients
{
    private static readonly TimeSpan Attempt = TimeSpan.FromSeconds(10), Total = TimeSpan.FromSeconds(40);

    /// <param name="largestAnswer">Bytes; a longer answer is a failure.</param>
    public static IHttpClientBuilder AddOutgoingClient(this IServiceCollection services, string name, long largestAnswer)
    {
        var client = services.AddHttpClient(name, client =>
        {
            client.MaxResponseContentBufferSize = largestAnswer;
            client.Timeout = Timeout.InfiniteTimeSpan; // the handler below limits each attempt and all of them together
        });
        client.AddStandardResilienceHandler(Configure);
        return client;
    }

    private static void Configure(HttpStandardResilienceOptions options)
    {
        options.AttemptTimeout.Timeout = Attempt;
        options.TotalRequestTimeout.Timeout = Total;
        options.CircuitBreaker.SamplingDuration = 3 * Attempt;
    }
}
