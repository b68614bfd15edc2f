using Portal.Domain.Demo;
using Portal.Domain.Demo.Visits;

namespace Portal.Domain.Tests.Demo;

/// <summary>Histories that several tests look at, each made once.</summary>
internal static class History
{
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 7, 32, 8, TimeSpan.Zero);

    private static readonly Lazy<DemoBatch> LazySmall = new(() => Run(DemoPlan.For(DemoProfile.Seed, DemoSize.Small, Now)));

    // Seven weeks of the standard store, past the start of its advertising.
    private static readonly Lazy<DemoBatch> LazyRecent = new(() =>
    {
        var plan = DemoPlan.For(DemoProfile.Seed, DemoSize.Standard, Now);
        return Run(plan with { From = DemoProfile.StartOf(new(2026, 10, 1)) });
    });

    public static DemoBatch Small => LazySmall.Value;

    public static DemoBatch Recent => LazyRecent.Value;

    /// <summary>What a portal would know of a batch when it starts again at its end.</summary>
    public static DemoState StateAfter(DemoBatch batch)
    {
        var orders = batch.Orders.ToLookup(o => o.Customer);
        var customers = batch.Customers.Select(c => new DemoKnownCustomer(
            c.Number, c.Place.City, c.CreatedAt, orders[c].Count(), orders[c].Select(o => o.PlacedAt).DefaultIfEmpty(c.CreatedAt).Max()));
        var visitors = batch.Events.Where(e => e.OccurredAt > Now.AddDays(-14) && e.SessionId is not null).GroupBy(e => e.AnonymousId!)
            .Where(visits => visits.All(e => e.UserId is null))
            .Select(visits => new DemoKnownVisitor(
                visits.Key, "Jakarta", DemoDevice.All[0].UserAgent, visits.Select(e => e.SessionId).Distinct().Count(),
                visits.GroupBy(e => e.SessionId).Max(visit => visit.Min(e => e.OccurredAt))));
        return new(Now, DemoState.FirstOrder + batch.Orders.Count, 1 + batch.Customers.Max(c => c.Number), [.. customers], [])
        {
            Visitors = [.. visitors],
        };
    }

    public static DemoBatch Run(DemoPlan plan, TimeSpan? step = null)
    {
        using var traffic = new DemoTraffic(plan);
        return Run(traffic, plan.Until, step ?? TimeSpan.FromHours(6));
    }

    public static DemoBatch Run(DemoTraffic traffic, DateTimeOffset until, TimeSpan step)
    {
        var all = new DemoBatch();
        while (traffic.At < until)
        {
            var batch = traffic.Advance(traffic.At + step < until ? traffic.At + step : until);
            all.Events.AddRange(batch.Events);
            all.Customers.AddRange(batch.Customers);
            all.Orders.AddRange(batch.Orders);
            all.Refunds.AddRange(batch.Refunds);
        }

        return all;
    }
}
