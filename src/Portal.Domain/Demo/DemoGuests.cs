using Portal.Domain.Demo.Goods;
using Portal.Domain.Demo.Sales;
using Portal.Domain.Demo.Visits;

namespace Portal.Domain.Demo;

/// <summary>
/// Who comes into the demo store: new visitors by the hour's rate (a Poisson process), visitors who were there days before, and
/// customers in their own time.
/// </summary>
internal sealed class DemoGuests(DemoPlan plan, DemoRandom random)
{
    private readonly DemoDemand _demand = new(plan.Opened, plan.Scale);
    private readonly double[] _devices = DemoRandom.Cumulate(DemoDevice.All.Select(d => d.Weight));
    private DateOnly _day;
    private double[] _organic = [];
    private double[] _paid = [];

    /// <summary>When the next new visitor comes after an instant.</summary>
    public DateTimeOffset NextArrival(DateTimeOffset from)
    {
        while (true)
        {
            var hourEnd = new DateTimeOffset(from.Ticks - (from.Ticks % TimeSpan.TicksPerHour) + TimeSpan.TicksPerHour, TimeSpan.Zero);
            var wait = random.Exponential(1 / _demand.VisitorsPerHour(from));
            var at = wait < 2 ? Whole(from.AddHours(wait)).AddMilliseconds(1) : hourEnd;
            if (at < hourEnd)
            {
                return at;
            }

            from = hourEnd;
        }
    }

    public double VisitorsPerHour(DateTimeOffset at) => _demand.VisitorsPerHour(at);

    /// <summary>A new visitor's first visit.</summary>
    public DemoVisit Arrive(DateTimeOffset at)
    {
        Turn(DemoProfile.DayOf(at));
        var channel = DemoChannel.All[random.Pick(random.Chance(_demand.PaidShare(at)) ? _paid : _organic)];
        var visitor = new DemoVisitor(
            plan.Seed, DemoId.Text(random.NextBits()), _demand.Place(at, random), DemoDevice.All[random.Pick(_devices)]);
        return Visit(visitor, channel, 1);
    }

    /// <summary>A visit of somebody who was there before.</summary>
    public DemoVisit Return(DemoVisitor visitor) =>
        Visit(visitor, DemoChannel.All[random.Next() switch { < 0.5 => 1, < 0.78 => 0, < 0.9 => 2, _ => 3 }], 1.25);

    /// <summary>A customer's visit.</summary>
    public DemoVisit Return(DemoCustomer customer)
    {
        var channel = DemoChannel.All[random.Next() switch { < 0.45 => 1, < 0.7 => 4, < 0.88 => 3, _ => 2 }];
        return new(DemoId.Text(random.NextBits()), customer.AnonymousId, customer.Place, customer.Device, channel)
        {
            Customer = customer,
            Returns = true,
            Intent = 2.6,
        };
    }

    private DemoVisit Visit(DemoVisitor visitor, DemoChannel channel, double interest)
    {
        visitor.Visits++;
        return new(DemoId.Text(random.NextBits()), visitor.AnonymousId, visitor.Place, visitor.Device, channel)
        {
            Visitor = visitor,
            Intent = channel.Intent * interest * (visitor.Place.IsAbroad ? 0.8 : 1),
        };
    }

    private void Turn(DateOnly day)
    {
        if (day == _day)
            return;

        _day = day;
        _organic = _demand.ChannelsOn(day, false);
        _paid = _demand.ChannelsOn(day, true);
    }

    private static DateTimeOffset Whole(DateTimeOffset at) =>
        new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
}
