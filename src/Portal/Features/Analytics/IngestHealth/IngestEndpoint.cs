using Portal.Features.Api;
using Portal.Infrastructure.Analytics;
using Portal.Infrastructure.Analytics.IngestHealth;

namespace Portal.Features.Analytics.IngestHealth;

/// <summary>The health page's figures for programs.</summary>
internal static class IngestEndpoint
{
    /// <summary>A range's figures, and how far things are at this moment.</summary>
    /// <param name="MedianSeconds">Half of the latest events arrived within so many seconds of happening; null without any in the last
    /// day.</param>
    /// <param name="SlowestSeconds">95 of a hundred did.</param>
    /// <param name="PendingEvents">Stored events that are not in the figures yet.</param>
    /// <param name="HeldEvents">Stored events that wait for the store to be within its quota.</param>
    internal sealed record HealthAnswer(
        IngestReport Report, double? MedianSeconds, double? SlowestSeconds, long PendingEvents, long HeldEvents);

    public static void Map(RouteGroupBuilder group) => group
        .MapGet("/ingest-health", (ApiCall call, IngestQueries ingest, ReadModelQueries readModels,
            CancellationToken cancellationToken) => call.AnswerAsync(
            readModels,
            async (range, token) =>
            {
                var lag = await ingest.LagAsync(call.Store.TenantId, call.Now, token);
                return new HealthAnswer(await ingest.FindAsync(call.Store.TenantId, range, token), lag.Median?.TotalSeconds,
                    lag.Slowest?.TotalSeconds, lag.Pending, lag.Held);
            },
            cancellationToken))
        .WithName("getIngestHealth").WithSummary(
            "What was accepted, duplicate, rejected by reason, late and of bots, and how far events and figures are behind")
        .WithDescription(
            "Messages are counted by their arrival, late ones and those of bots by when they happened. Bots always count here.")
        .With(AnalyticsCall.RangeParameters);
}
