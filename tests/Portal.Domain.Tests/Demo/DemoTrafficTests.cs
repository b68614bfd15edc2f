using System.Security.Cryptography;
using System.Text;
using Portal.Domain.Demo;
using Portal.Domain.Demo.Sales;
using Portal.Domain.Demo.Visits;
using Xunit;

namespace Portal.Domain.Tests.Demo;

public sealed class DemoTrafficTests
{
    [Fact]
    public void Advance_SamePlan_GivesTheSameBytesWhateverTheSteps()
    {
        var plan = DemoPlan.For(DemoProfile.Seed, DemoSize.Small, History.Now);

        var again = History.Run(plan, TimeSpan.FromMinutes(47));

        Assert.Equal(Fingerprint(History.Small), Fingerprint(again));
        Assert.Equal(History.Small.Orders.Select(o => o.Id), again.Orders.Select(o => o.Id));
    }

    [Fact]
    public void Advance_OtherSeed_GivesAnotherStore()
    {
        var plan = DemoPlan.For(DemoProfile.Seed + 1, DemoSize.Small, History.Now);

        var other = History.Run(plan with { Until = plan.From.AddDays(3) });

        Assert.DoesNotContain(other.Events[0].MessageId, History.Small.Events.Select(e => e.MessageId));
    }

    [Fact]
    public void Advance_SmallPlan_HasAboutSixtyThousandEventsWithinItsTime()
    {
        var plan = DemoPlan.For(DemoProfile.Seed, DemoSize.Small, History.Now);

        var events = History.Small.Events;

        Assert.InRange(events.Count, 45_000, 70_000);
        Assert.All(events, e => Assert.InRange(e.OccurredAt, plan.From, plan.Until.AddSeconds(1)));
        Assert.All(events, e => Assert.InRange(e.ReceivedAt - e.OccurredAt, TimeSpan.FromMilliseconds(40), TimeSpan.FromHours(11)));
        Assert.All(events, e => Assert.True(e.ReceivedBy(plan.Until) < plan.Until.AddSeconds(2)));
        Assert.Equal(events.Count, events.Select(e => e.MessageId).Distinct().Count());
        Assert.All(events, e => Assert.True((e.Properties?.Length ?? 0) + e.Context.Length < 1200));
        Assert.True(events.Average(e => (e.Properties?.Length ?? 0) + e.Context.Length) < 320);
    }

    [Fact]
    public void Advance_FromAState_GoesOnWithItsNumbersAndRepeatsNoMessage()
    {
        var plan = DemoPlan.For(DemoProfile.Seed, DemoSize.Standard, History.Now);
        using var first = new DemoTraffic(plan with { From = History.Now.AddDays(-1) });
        var before = History.Run(first, History.Now, TimeSpan.FromHours(1));
        var known = before.Orders.GroupBy(o => o.Customer).Select(g =>
            new DemoKnownCustomer(g.Key.Number, g.Key.Place.City, g.Key.CreatedAt, g.Count(), g.Max(o => o.PlacedAt))).ToList();
        var nextCustomer = before.Customers.Max(c => c.Number) + 1;

        using var second = new DemoTraffic(plan, new(History.Now, 10_001 + before.Orders.Count, nextCustomer, known, []));
        var after = History.Run(second, History.Now.AddDays(4), TimeSpan.FromHours(1));

        Assert.Empty(before.Events.Select(e => e.MessageId).Intersect(after.Events.Select(e => e.MessageId)));
        Assert.Empty(before.Orders.Select(o => o.Id).Intersect(after.Orders.Select(o => o.Id)));
        Assert.Equal("KK-" + (10_001 + before.Orders.Count), after.Orders[0].Number);
        Assert.Equal(nextCustomer, after.Customers[0].Number);
        Assert.Contains(after.Events, e => e.UserId is not null
            && known.Exists(c => e.UserId == "c" + (DemoCustomer.NumberBase + c.Number)));
    }

    [Fact]
    public void Advance_SecondBySecond_KeepsTheHistorysPace()
    {
        var plan = DemoPlan.For(DemoProfile.Seed, DemoSize.Standard, History.Now);
        var (from, until) = (History.Now.AddDays(-7), History.Now.AddDays(-4));
        var lastWeek = History.Recent.Events.Where(e => e.OccurredAt > from && e.OccurredAt <= until).ToList();

        using var live = new DemoTraffic(plan, History.StateAfter(History.Recent));
        var events = History.Run(live, History.Now.AddDays(3), TimeSpan.FromSeconds(1)).Events;

        var before = Known(lastWeek, History.Recent.Events.TakeWhile(e => e.OccurredAt <= from));
        var known = Known(events, History.Recent.Events) / (double)before;
        Assert.InRange(events.Count / (double)lastWeek.Count, 0.75, 1.3);
        Assert.InRange(known, 0.6, 1.6);
        Assert.InRange(events.Count / (3 * 86_400.0), 0.03, 0.06);
    }

    // Visits of browsers that were there before.
    private static int Known(List<DemoEvent> events, IEnumerable<DemoEvent> before)
    {
        var visitors = before.Select(e => e.AnonymousId).ToHashSet();
        return events.Where(e => visitors.Contains(e.AnonymousId)).Select(e => e.SessionId).Distinct().Count();
    }

    private static string Fingerprint(DemoBatch batch)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var e in batch.Events.OrderBy(e => e.MessageId, StringComparer.Ordinal))
        {
            var columns = FormattableString.Invariant(
                $"{e.MessageId}|{e.Type}|{e.Name}|{e.OccurredAt:O}|{e.ReceivedAt:O}|{e.AnonymousId}|{e.UserId}|{e.SessionId}|{e.Url}|{e.Title}|{e.Referrer}|{e.OrderId}|{e.Revenue}|");
            hash.AppendData(Encoding.UTF8.GetBytes(columns));
            hash.AppendData(e.Properties ?? []);
            hash.AppendData(e.Context);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
