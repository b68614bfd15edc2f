using Portal.Domain.Demo.Goods;
using Portal.Domain.Demo.Sales;

namespace Portal.Domain.Demo.Visits;

/// <summary>
/// The customers that the demo store has when its history begins: they bought from it before it had a portal. Without them the
/// first year would have hardly a repeat order and the second twice as many, and the shop's growth would be that of its age.
/// </summary>
internal static class DemoRegulars
{
    // Hardly anybody remains a customer for longer.
    private const double LongestDays = 1000;

    private const double Customers = 1000;

    private static readonly double[] Places = DemoRandom.Cumulate(DemoPlace.All.Select(place => place.Weight));

    /// <summary>Those who still buy at the beginning of a plan, from number 1 with gaps, and when each comes first.</summary>
    public static IEnumerable<(DemoCustomer Customer, DateTimeOffset NextVisit)> Of(DemoPlan plan)
    {
        var lots = new DemoRandom(plan.Seed ^ 0x726567756C617273); // "regulars"
        var age = (plan.From - plan.Opened).TotalDays / 365.25;
        var wanted = (int)Math.Ceiling(Customers * plan.Scale * Math.Pow(DemoDemand.YearlyGrowth, age));
        for (var (number, found) = (1, 0); found < wanted; number++)
        {
            var place = DemoPlace.All[lots.Pick(Places)];
            var since = plan.From.AddDays(-LongestDays * lots.Next());
            var customer = new DemoCustomer(plan.Seed, number, place, since.AddTicks(-(since.Ticks % TimeSpan.TicksPerMillisecond)));
            if (since.AddDays(customer.LifetimeDays) < plan.From)
                continue;

            found++;
            if (customer.NextVisit(plan.From.AddDays(-1)) is { } next)
                yield return (customer, next > plan.From ? next : plan.From.AddMinutes(number));
        }
    }
}
