using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Retention;
using Portal.Domain.Text;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics;

/// <summary>Whether people come back.</summary>
public sealed class RetentionQueries(PortalDatabase database, AnswerCache answers, TimeProvider time)
{
    private const string Visits = """
        select since, day, persons from presence_rollups
        where tenant_id = $1 and kind = $2 and with_bots = $3 and since between $4 and $5 and day >= $4
        """;

    // Somebody's first order may lie long before the range, so the first one of everybody is looked for.
    private const string Orders = """
        select since, day, count(*)
        from (
          select day, min(day) over (partition by person) as since
          from (select distinct person, day from event_orders where tenant_id = $1 and is_bot = any($2)) as days) as lives
        where since between $3 and $4 group by since, day
        """;

    private const string LastOrders = """
        with people as (select person, min(day) as since, max(day) as day from event_orders where tenant_id = $1 and is_bot = any($2) group by person)
        select since, day, count(*) from people where since between $3 and $4 group by since, day
        """;

    private const string OrderWeeks = """
        select since, day, count(*)
        from (
          select day, min(day) over (partition by person) as since
          from (select distinct person, day - (extract(isodow from day)::integer - 1) as day from event_orders where tenant_id = $1 and is_bot = any($2)) as weeks) as lives
        where since between $3 and $4 group by since, day
        """;

    /// <summary>The cohorts that began in the range's periods.</summary>
    public Task<RetentionGrid> FindAsync(Guid tenantId, AnalyticsRange range, RetentionQuestion question, CancellationToken cancellationToken = default)
    {
        var today = StoreClock.For(range.TimeZone).Day(time.GetUtcNow());
        return answers.GetAsync(tenantId, new Question(range, question, today), token => AskAsync(tenantId, range, question, today, token), cancellationToken);
    }

    private async Task<RetentionGrid> AskAsync(
        Guid tenantId, AnalyticsRange range, RetentionQuestion question, DateOnly today, CancellationToken cancellationToken)
    {
        var (from, to) = (question.StartOf(range.From), question.StartOf(range.To).AddDays(question.Length - 1));
        var counts = question.Basis == RetentionBasis.Visit
            ? await ReadAsync(tenantId, Visits, [VisitKind(question), range.IncludeBots, from, to], cancellationToken)
            : await ReadAsync(tenantId, OrderSql(question), [range.Bots, from, to], cancellationToken);
        return RetentionGrid.Of(
            question,
            counts.Select(count => (question.StartOf(count.Since), (question.StartOf(count.Day).DayNumber - question.StartOf(count.Since).DayNumber) / question.Length, count.People)),
            today);
    }

    private static string VisitKind(RetentionQuestion question) => question switch
    {
        { Kind: RetentionKind.Unbounded } => Presence.Last,
        { Period: RetentionPeriod.Week } => Presence.Week,
        _ => Presence.Day,
    };

    private static string OrderSql(RetentionQuestion question) => question switch
    {
        { Kind: RetentionKind.Unbounded } => LastOrders,
        { Period: RetentionPeriod.Week } => OrderWeeks,
        _ => Orders,
    };

    private Task<List<(DateOnly Since, DateOnly Day, long People)>> ReadAsync(Guid tenantId, string sql, object?[] values, CancellationToken cancellationToken) => database.ListAsync(
        tenantId, sql, values, row => (row.GetFieldValue<DateOnly>(0), row.GetFieldValue<DateOnly>(1), row.GetInt64(2)), cancellationToken);

    private sealed record Question(AnalyticsRange Range, RetentionQuestion Asked, DateOnly Today);
}
