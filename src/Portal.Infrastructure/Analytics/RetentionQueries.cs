using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Retention;
using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Analytics.Days;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics;

/// <summary>Whether people come back.</summary>
public sealed class RetentionQueries(PortalDatabase database, ResultCache answers, DailyResultCache days, TimeProvider time)
{
    private const string Visits = """
        select since, day, persons from presence_rollups
        where tenant_id = $1 and kind = $2 and with_bots = $3 and since between $4 and $5 and day >= $4
        """;

    private const string Buyers = """
        select distinct day, person from event_orders where tenant_id = $1 and day between $2 and $3 and is_bot = any($4)
          order by day, person
        """;

    /// <summary>The cohorts that began in the range's periods.</summary>
    public Task<RetentionGrid> FindAsync(
        Guid tenantId, AnalyticsRange range, RetentionQuestion question, CancellationToken cancellationToken = default)
    {
        var today = StoreClock.For(range.TimeZone).Day(time.GetUtcNow());
        return answers.GetAsync(tenantId, new Question(range, question, today), token => AskAsync(tenantId, range, question, today, token),
            cancellationToken);
    }

    private async Task<RetentionGrid> AskAsync(
        Guid tenantId, AnalyticsRange range, RetentionQuestion question, DateOnly today, CancellationToken cancellationToken)
    {
        var (from, to) = (question.StartOf(range.From), question.StartOf(range.To).AddDays(question.Length - 1));
        var counts = question.Basis == RetentionBasis.Visit
            ? await VisitsAsync(tenantId, [VisitKind(question), range.IncludeBots, from, to], cancellationToken)
            : await OrdersAsync(tenantId, range, question, from, to, cancellationToken);
        return RetentionGrid.Of(
            question,
            counts.Select(count => (question.StartOf(count.Since),
                (question.StartOf(count.Day).DayNumber - question.StartOf(count.Since).DayNumber) / question.Length, count.People)),
            today);
    }

    private static string VisitKind(RetentionQuestion question) => question switch
    {
        { Kind: RetentionKind.Unbounded } => Presence.Last,
        { Period: RetentionPeriod.Week } => Presence.Week,
        _ => Presence.Day,
    };

    private Task<List<(DateOnly Since, DateOnly Day, long People)>> VisitsAsync(
        Guid tenantId, object?[] values, CancellationToken cancellationToken) => database.ListAsync(
        tenantId, Visits, values, row =>
            (row.GetFieldValue<DateOnly>(0), row.GetFieldValue<DateOnly>(1), row.GetInt64(2)), cancellationToken);

    // Somebody's first order may lie long before the range, so who ordered on each day is kept from the store's first one on.
    private async Task<List<(DateOnly Since, DateOnly Day, long People)>> OrdersAsync(
        Guid tenantId, AnalyticsRange range, RetentionQuestion question, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var lived = await database.ListAsync(
            tenantId, "select min(day), max(day) from event_orders where tenant_id = $1 having min(day) is not null", [],
            row => new DayRange(row.GetFieldValue<DateOnly>(0), row.GetFieldValue<DateOnly>(1)), cancellationToken);
        if (lived is not [var life])
            return [];

        var persons = await days.FindAsync(
            tenantId, DaySubject.Orders, "who ordered", range with { Days = life }, (part, token) =>
                BuyersAsync(tenantId, part, token), cancellationToken);
        return [.. OrderingPersons.Count(persons!, question, from, to).Select(cell => (cell.Key.Since, cell.Key.Period, cell.Value))];
    }

    private async Task<IReadOnlyDictionary<DateOnly, byte[]>?> BuyersAsync(
        Guid tenantId, AnalyticsRange range, CancellationToken cancellationToken)
    {
        var rows = database.StreamAsync(
            tenantId, Buyers, [range.From, range.To, range.Bots], row =>
                (Day: row.GetFieldValue<DateOnly>(0), Person: row.GetInt64(1)), cancellationToken);
        var byDay = new Dictionary<DateOnly, List<long>>();
        await foreach (var (day, person) in rows)
        {
            if (!byDay.TryGetValue(day, out var persons))
                byDay.Add(day, persons = []);
            persons.Add(person);
        }

        return byDay.ToDictionary(day => day.Key, day => OrderingPersons.Write(day.Value));
    }

    private sealed record Question(AnalyticsRange Range, RetentionQuestion Asked, DateOnly Today);
}
