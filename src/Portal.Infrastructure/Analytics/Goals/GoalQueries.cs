using Microsoft.EntityFrameworkCore;
using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Goals;
using Portal.Domain.Analytics.Matching;
using Portal.Infrastructure.Analytics.Matching;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics.Goals;

/// <summary>A store's goals, and how often they are reached: counted from the events, by the store's days.</summary>
public sealed class GoalQueries(PortalDatabase database, PortalDb db, AnswerCache answers)
{
    /// <summary>All goals, by name.</summary>
    public async Task<IReadOnlyList<Goal>> ListAsync(Guid tenantId, CancellationToken cancellationToken = default)
    {
        await using var context = db.ForTenant(tenantId);
        var goals = await context.Goals.AsNoTracking().ToListAsync(cancellationToken);
        return [.. goals.OrderBy(g => g.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>One goal; null when the store has none by that id.</summary>
    public async Task<Goal?> FindAsync(Guid tenantId, Guid goalId, CancellationToken cancellationToken = default)
    {
        await using var context = db.ForTenant(tenantId);
        return await context.Goals.AsNoTracking().SingleOrDefaultAsync(g => g.Id == goalId, cancellationToken);
    }

    /// <summary>How often a match that is right was reached in a range, with one entry for each day.</summary>
    /// <param name="valueProperty">The property to add up, or null.</param>
    public Task<GoalFigures> FiguresAsync(
        Guid tenantId, EventMatch match, string? valueProperty, AnalyticsRange range, CancellationToken cancellationToken = default) =>
        answers.GetAsync(
            tenantId, new Question(EventMatchText.Write(match), valueProperty, range), token => AskAsync(tenantId, match, valueProperty, range, token), cancellationToken);

    private async Task<GoalFigures> AskAsync(Guid tenantId, EventMatch match, string? valueProperty, AnalyticsRange range, CancellationToken cancellationToken)
    {
        var traffic = answers.GetAsync(tenantId, new VisitorsQuestion(range), token => VisitorCounts.LoadAsync(database, tenantId, range, token), cancellationToken);
        var values = new SqlValues();
        var day = $"(e.occurred_at at time zone {values.Add(range.TimeZone)})::date";
        var value = valueProperty is null ? "null::numeric" : EventConditions.Number(values, valueProperty);
        var held = await HeldBatches.AnyAsync(database, tenantId, cancellationToken);
        var rows = await database.ListAsync(
            tenantId,
            $"""
            select hits.day, count(*), count(distinct hits.person), sum(hits.value)::numeric(28, 4)
            from (
              select {day} as day, coalesce(i.person, e.visitor) as person, {value} as value
              from events e left join identities i on i.tenant_id = $1 and i.visitor = e.visitor
              where {EventConditions.Between(values, range.Start, range.End, range.IncludeBots)}
                and {EventConditions.Of(values, match)}{(held ? HeldBatches.LeftOut : "")}
            ) as hits
            group by grouping sets ((hits.day), ())
            """,
            values.All,
            row => (Day: row.IsDBNull(0) ? (DateOnly?)null : row.GetFieldValue<DateOnly>(0), Completions: row.GetInt64(1), Converting: row.GetInt64(2),
                Value: row.IsDBNull(3) ? (decimal?)null : row.GetDecimal(3)),
            cancellationToken);

        var visitors = await traffic;
        GoalCount Count(DateOnly? of, long people) => rows.Where(row => row.Day == of)
            .Select(row => new GoalCount(row.Completions, row.Converting, people, valueProperty is null ? null : row.Value ?? 0))
            .DefaultIfEmpty(new(0, 0, people, valueProperty is null ? null : 0)).First();
        return new(
            Count(null, visitors.Total),
            [.. Enumerable.Range(0, range.Days.Days).Select(range.From.AddDays).Select(of => new GoalDay(of, Count(of, visitors.ByDay.GetValueOrDefault(of))))]);
    }

    private sealed record Question(string Match, string? ValueProperty, AnalyticsRange Range);

    private sealed record VisitorsQuestion(AnalyticsRange Range);
}
