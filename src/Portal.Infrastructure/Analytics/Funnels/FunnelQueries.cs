using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Funnels;
using Portal.Domain.Analytics.Matching;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics.Funnels;

/// <summary>
/// Counts funnels from the events themselves: whoever took the first step in the range, with as long as the window to go on.
/// </summary>
/// <param name="kept">Days that need not be read from the events.</param>
/// <param name="maxEvents">Events of the steps that are counted at once; each takes up to 32 bytes meanwhile.</param>
public sealed class FunnelQueries(
    PortalDatabase database, ResultCache answers, OccurrenceDays kept, TimeProvider time, long maxEvents = FunnelQueries.MaxEvents)
    : IDisposable
{
    public const long MaxEvents = 20_000_000;

    /// <summary>How long an answer does although newer events have come.</summary>
    internal static readonly TimeSpan Keep = TimeSpan.FromMinutes(1);

    private const int AtOnce = 2;
    private const int Parts = 2;

    // What is counted at the same time shares the memory and the processor.
    private readonly SemaphoreSlim _turns = new(AtOnce);

    /// <summary>Counts a funnel that <see cref="FunnelDefinition.Check"/> finds nothing wrong with.</summary>
    public Task<FunnelAnswer> FindAsync(
        Guid tenantId, FunnelDefinition funnel, AnalyticsRange range, CancellationToken cancellationToken = default)
    {
        var question = new Question(string.Join('\n', funnel.Steps.Select(EventMatchFormatter.Write)), funnel.Window, funnel.Breakdown,
            range);
        return answers.GetAsync(tenantId, question, Keep, token => AskAsync(tenantId, funnel, range, token), cancellationToken);
    }

    public void Dispose() => _turns.Dispose();

    private async Task<FunnelAnswer> AskAsync(
        Guid tenantId, FunnelDefinition funnel, AnalyticsRange range, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        var at = time.GetUtcNow();
        var parts = Enumerable.Range(0, Parts).Select(_ => new KeyBuckets<StepEvent>()).ToList();
        try
        {
            var rows = new BoundedReader(database, tenantId, maxEvents);
            await new StepReader(database, tenantId, kept, rows).ReadAsync(funnel, range, parts, cancellationToken);
            if (rows.IsOver)
                return new FunnelAnswer.TooMany(maxEvents);

            var outcomes = FunnelOutcomes.Of(parts, Names(funnel), funnel.Window.Ticks / TimeSpan.TicksPerMicrosecond, Parts,
                cancellationToken);
            var figures = funnel.Breakdown == FunnelBreakdown.None
                ? FunnelCount.Of(funnel.Steps.Count, outcomes)
                : FunnelCount.Of(funnel.Steps.Count, outcomes,
                    await SessionValues.LoadAsync(database, tenantId, funnel.Breakdown, range, outcomes, cancellationToken));
            return new FunnelAnswer.Counted(figures, at);
        }
        finally
        {
            parts.ForEach(part => part.Dispose());
            _turns.Release();
        }
    }

    private static int[] Names(FunnelDefinition funnel)
    {
        var names = funnel.Steps.Select(step => step.Name).Distinct().ToList();
        return [.. funnel.Steps.Select(step => names.IndexOf(step.Name))];
    }

    private sealed record Question(string Steps, TimeSpan Window, FunnelBreakdown Breakdown, AnalyticsRange Range);
}
