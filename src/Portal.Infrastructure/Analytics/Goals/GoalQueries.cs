using Microsoft.EntityFrameworkCore;
using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Goals;
using Portal.Domain.Analytics.Matching;
using Portal.Infrastructure.Analytics.Days;
using Portal.Infrastructure.Analytics.Matching;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics.Goals;

/// <summary>
/// A store's goals, and how often they are reached: counted from the events, by the store's days. A day is counted again when something has
/// happened on it.
/// </summary>
public sealed class GoalQueries(PortalDatabase database, PortalDb db, ResultCache answers, DailyResultCache days)
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
            tenantId, new Question(EventMatchFormatter.Write(match), valueProperty, range), token =>
                AskAsync(tenantId, match, valueProperty, range, token), cancellationToken);

    private async Task<GoalFigures> AskAsync(
        Guid tenantId, EventMatch match, string? valueProperty, AnalyticsRange range, CancellationToken cancellationToken)
    {
        var asked = answers.GetAsync(tenantId, new VisitorsQuestion(range),
            token => VisitorCounts.LoadAsync(database, tenantId, range, token), cancellationToken);
        var people = answers.GetAsync(tenantId, new PersonsQuestion(), token => Persons.LoadAsync(database, tenantId, token),
            cancellationToken);
        var found = await days.FindAsync(
            tenantId, DaySubject.Events, $"goal {EventMatchFormatter.Write(match)} {valueProperty}", range,
            (part, token) => CountAsync(tenantId, match, valueProperty, part, token), cancellationToken);
        var (visitors, persons) = (await asked, await people);

        var everybody = new HashSet<long>();
        var counts = range.Days.Each().Select(day =>
        {
            var reached = found!.TryGetValue(day, out var written) ? GoalBytes.Read(written) : new(0, 0, []);
            var converting = reached.Visitors.Select(persons.Of).ToHashSet();
            everybody.UnionWith(converting);
            return new GoalDay(day, new(reached.Completions, converting.Count, visitors.ByDay.GetValueOrDefault(day),
                valueProperty is null ? null : reached.Value));
        }).ToList();
        return new(
            new(counts.Sum(day => day.Count.Completions), everybody.Count, visitors.Total,
                valueProperty is null ? null : counts.Sum(day => day.Count.Value)),
            counts);
    }

    // By visitor, not by person: whom a visitor belongs to may change without anything happening on the day.
    private async Task<IReadOnlyDictionary<DateOnly, byte[]>?> CountAsync(
        Guid tenantId, EventMatch match, string? valueProperty, AnalyticsRange range, CancellationToken cancellationToken)
    {
        var values = new SqlValues();
        var day = $"(e.occurred_at at time zone {values.Add(range.TimeZone)})::date";
        var value = valueProperty is null ? "null::numeric" : EventConditions.Number(values, valueProperty);
        var held = await HeldBatches.AnyAsync(database, tenantId, cancellationToken);
        var rows = database.StreamAsync(
            tenantId,
            $"""
            select day, visitor, count(*), coalesce(sum(value), 0)::numeric(28, 4)
            from (
              select {day} as day, e.visitor, {value} as value from events e
              where {EventConditions.Between(values, range.Start, range.End, range.IncludeBots)}
                and {EventConditions.Of(values, match)}{(held ? HeldBatches.LeftOut : "")}
            ) as hits
            group by grouping sets ((day, visitor), (day))
            """,
            values.All,
            row => (Day: row.GetFieldValue<DateOnly>(0), Visitor: row.IsDBNull(1) ? (long?)null : row.GetInt64(1),
                Completions: row.GetInt64(2), Value: row.GetDecimal(3)),
            cancellationToken);
        var reached = new Dictionary<DateOnly, (long Completions, decimal Value, List<long> Visitors)>();
        await foreach (var (on, visitor, completions, sum) in rows)
        {
            var known = reached.TryGetValue(on, out var there) ? there : (0, 0, []);
            if (visitor is { } one)
            {
                known.Visitors.Add(one);
            }

            reached[on] = visitor is null ? (completions, sum, known.Visitors) : known;
        }

        return reached.ToDictionary(pair => pair.Key,
            pair => new GoalBytes(pair.Value.Completions, pair.Value.Value, [.. pair.Value.Visitors]).Write());
    }

    private sealed record Question(string Match, string? ValueProperty, AnalyticsRange Range);

    private sealed record VisitorsQuestion(AnalyticsRange Range);

    private sealed record PersonsQuestion;
}
