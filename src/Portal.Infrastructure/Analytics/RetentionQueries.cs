using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Retention;
using Portal.Domain.Text;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics;

/// <summary>Whether people come back.</summary>
public sealed class RetentionQueries(PortalDatabase database, AnswerCache answers, TimeProvider time)
{
    /// <summary>The cohorts that began in the range's periods.</summary>
    public Task<RetentionGrid> FindAsync(Guid tenantId, AnalyticsRange range, RetentionQuestion question, CancellationToken cancellationToken = default)
    {
        var today = StoreClock.For(range.TimeZone).Day(time.GetUtcNow());
        return answers.GetAsync(tenantId, new Question(range, question, today), token => AskAsync(tenantId, range, question, today, token), cancellationToken);
    }

    private async Task<RetentionGrid> AskAsync(
        Guid tenantId, AnalyticsRange range, RetentionQuestion question, DateOnly today, CancellationToken cancellationToken)
    {
        var days = question.Basis == RetentionBasis.Visit ? "visitor_days" : "event_orders";
        var cohort = Period(question, "f.first_day");
        var age = $"({Period(question, "d.day")} - {cohort}) / {question.Length}";

        // Somebody's first day may lie long before the range, so the first one of everybody is looked for.
        var sql = $"""
            with firsts as (
              select person, min(day) as first_day from {days} where tenant_id = $1 and is_bot = any($2) and day <= $4
              group by person having min(day) >= $3
            ),
            ages as (
              select f.person, {cohort} as cohort, {(question.Kind == RetentionKind.Unbounded ? $"max({age})" : age)} as age
              from firsts f join {days} d on d.tenant_id = $1 and d.person = f.person and d.is_bot = any($2) and d.day >= f.first_day
              group by f.person, {cohort}{(question.Kind == RetentionKind.Unbounded ? "" : $", {age}")}
            )
            select cohort, age, count(*) from ages group by cohort, age
            """;
        var from = question.StartOf(range.From);
        var to = question.StartOf(range.To).AddDays(question.Length - 1);
        var counts = await database.ListAsync(
            tenantId, sql, [range.Bots, from, to],
            row => (Cohort: row.GetFieldValue<DateOnly>(0), Age: row.GetInt32(1), People: row.GetInt64(2)), cancellationToken);
        return RetentionGrid.Of(question, counts, today);
    }

    private static string Period(RetentionQuestion question, string day) =>
        question.Period == RetentionPeriod.Day ? day : $"({day} - (extract(isodow from {day})::integer - 1))";

    private sealed record Question(AnalyticsRange Range, RetentionQuestion Asked, DateOnly Today);
}
