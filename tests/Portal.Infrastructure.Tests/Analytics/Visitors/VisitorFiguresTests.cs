using System.Globalization;
using Portal.Infrastructure.Analytics.Visitors;
using Portal.Infrastructure.Tests.Analytics.Projection;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Analytics.Visitors;

/// <summary>What the page of each visitor of random shops says of her, against plain SQL over the events.</summary>
public sealed class VisitorFiguresTests(ProjectedShops shops) : PageFiguresTest(shops)
{
    private const string Persons = NaiveFigures.Sessions + ", " + NaiveFigures.PersonsOfEvents
        + ", who as (select distinct visitor, person from seen)";

    [Fact]
    public Task Totals_EachVisitor_AreThoseOfPlainSql() => AssertSameAsync(
        Persons + """
         select concat_ws('|', w.visitor, s.sessions, s.events, o.orders, o.revenue)
         from who w,
         lateral (select count(*) as sessions, coalesce(sum(events), 0) as events from sessions join who x using (visitor)
           where x.person = w.person and not is_bot) s,
         lateral (select count(*) as orders, coalesce(sum(revenue), 0)::numeric(18, 2) as revenue from orders join who x using (visitor)
           where x.person = w.person and not is_bot) o
        """,
        async store =>
        {
            var lines = new List<string>();
            foreach (var visitor in await VisitorsAsync(store))
            {
                var totals = (await new VisitorQueries(Shops.Database).FindAsync(store.Open(), visitor, bots: false, Cancel))!.Totals;
                lines.Add(Line(visitor, totals.Sessions, totals.Events, totals.Orders, Money(totals.Revenue)));
            }

            return lines;
        });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Timeline_EachVisitor_HasEverySessionOrderAndOtherDayOfPlainSql(bool bots) => AssertSameAsync(
        Persons + $"""
         select concat_ws('|', w.visitor, 'session', to_char(started_at at time zone 'UTC', 'DD HH24:MI:SS.US'), events, pageviews, channel)
         from who w join who x on x.person = w.person join sessions s on s.visitor = x.visitor and (not is_bot or {bots})
         union all
         select concat_ws('|', w.visitor, 'order', order_id, coalesce(revenue, 0)::numeric(18, 2))
         from who w join who x on x.person = w.person join orders o on o.visitor = x.visitor and (not is_bot or {bots})
         union all
         select distinct concat_ws('|', w.visitor, 'day', x.visitor, {Day}, is_bot)
         from who w join who x on x.person = w.person join seen e on e.visitor = x.visitor and e.anonymous_id is null
           and e.name <> 'web_vitals' and (not is_bot or {bots})
        """,
        async store =>
        {
            var lines = new List<string>();
            foreach (var visitor in await VisitorsAsync(store))
                lines.AddRange((await EntriesAsync(store, visitor, bots)).Select(entry => Line(visitor, Text(entry))));
            return lines;
        });

    private Task<List<long>> VisitorsAsync(TestStore store) =>
        Shops.Database.ListAsync<long>("select distinct visitor from events where tenant_id = $1", store.TenantId);

    // Page after page, as one scrolls down.
    private async Task<List<VisitorEntry>> EntriesAsync(TestStore store, long visitor, bool bots)
    {
        var (entries, before) = (new List<VisitorEntry>(), (DateTimeOffset?)null);
        do
        {
            var page = await new VisitorTimelineQueries(Shops.Database).PageAsync(store.Open(), visitor, bots, before, Cancel);
            entries.AddRange(page.Entries);
            before = page.Next;
        }
        while (before is not null);
        return entries;
    }

    private static string Text(VisitorEntry entry) => entry switch
    {
        VisitorEntry.Session session =>
            Line("session", session.At.UtcDateTime.ToString("dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture), session.Events,
            session.Pageviews, session.Channel),
        VisitorEntry.Order order => Line("order", order.OrderId, Money(order.Revenue)),
        VisitorEntry.Sessionless other =>
            Line("day", other.Visitor, other.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), other.IsBot ? "t" : "f"),
        _ => throw new ArgumentOutOfRangeException(nameof(entry), entry, null),
    };
}
