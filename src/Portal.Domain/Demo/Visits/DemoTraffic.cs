using Portal.Domain.Demo.Sales;

namespace Portal.Domain.Demo.Visits;

/// <summary>
/// The demo store in motion. The same engine makes the history, what was missed while the portal did not run, and the
/// visitors of this moment, so the three cannot disagree, and everything is told in the order in which it happens.
/// </summary>
public sealed class DemoTraffic : IDisposable
{
    private readonly DemoPlan _plan;
    private readonly DemoRandom _random;
    private readonly DemoRecorder _recorder = new();
    private readonly DemoGuests _guests;
    private readonly DemoWalk _walk;
    private readonly DemoTill _till;
    private readonly DemoDesk _desk;
    private readonly DemoCrawlers _crawlers;
    private readonly DemoLoads _loads;
    private readonly DemoAgenda _agenda = new();
    private readonly List<DemoCustomer> _opening = [];
    private DemoDay _day;
    private DateTimeOffset _nextArrival;

    /// <summary>A store at its opening.</summary>
    public DemoTraffic(DemoPlan plan)
        : this(plan, DemoRegulars.Of(plan).ToList())
    {
    }

    private DemoTraffic(DemoPlan plan, List<(DemoCustomer Customer, DateTimeOffset NextVisit)> regulars)
        : this(plan, new DemoState(plan.From, DemoState.FirstOrder, 1 + regulars.Select(r => r.Customer.Number).LastOrDefault(), [], []))
    {
        foreach (var (customer, next) in regulars)
        {
            _opening.Add(customer);
            _agenda.Add(customer, next);
        }
    }

    /// <summary>A store that goes on from where it stands.</summary>
    public DemoTraffic(DemoPlan plan, DemoState state)
    {
        _plan = plan;
        At = Whole(state.At);
        _random = new(plan.Seed ^ (ulong)At.Ticks);
        _guests = new(plan, _random);
        _walk = new(_random, _recorder);
        _till = new(plan, _random, _recorder, state.NextOrder, state.NextCustomer);
        _desk = new(_random, _recorder, _till);
        _day = new(plan.Seed, plan.Opened, DemoProfile.DayOf(At));
        _nextArrival = _guests.NextArrival(At);
        _crawlers = new(plan.Seed ^ (ulong)At.Ticks, _recorder);
        _loads = new(plan.Seed ^ (ulong)At.Ticks);
        ExpectCrawler(At);
        _agenda.Expect(plan.Seed, state, _random);
    }

    /// <summary>What the store's chances follow from.</summary>
    public ulong Seed => _plan.Seed;

    /// <summary>The instant up to which the store's life has been told.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>What happens after <see cref="At"/> up to and including an instant, which becomes the new <see cref="At"/>.</summary>
    public DemoBatch Advance(DateTimeOffset until)
    {
        var batch = _recorder.Batch = new();
        batch.Customers.AddRange(_opening);
        _opening.Clear();
        while (true)
        {
            var due = _agenda.Next;
            var isArrival = due is null || _nextArrival <= due;
            var at = isArrival ? _nextArrival : due!.Value;
            if (at > until)
            {
                break;
            }

            Turn(at);
            if (isArrival)
            {
                Continue(Begin(_guests.Arrive(at), at), at);
                _nextArrival = _guests.NextArrival(at);
            }
            else
            {
                Happen(_agenda.Take(), at);
            }
        }

        // What belongs to one click is some milliseconds apart, and clicks of two visitors may interleave.
        batch.Events.Sort(static (a, b) => string.CompareOrdinal(a.MessageId, b.MessageId));
        At = until > At ? until : At;
        return batch;
    }

    /// <inheritdoc />
    public void Dispose() => _recorder.Dispose();

    private void Happen(object due, DateTimeOffset at)
    {
        switch (due)
        {
            case DemoVisit visit:
                Continue(visit, at);
                break;
            case DemoCustomer { Caller: { } channel } customer:
                Call(customer, channel, at);
                break;
            case DemoCustomer customer:
                Continue(_guests.Return(customer), at);
                break;
            case DemoVisitor { IsCustomer: false } visitor:
                Continue(Begin(_guests.Return(visitor), at), at);
                break;
            case DemoCrawl crawl:
                Crawl(crawl, at);
                break;
            case DemoLoad load:
                _recorder.Load(load, at);
                break;
            case DemoRefund refund:
                _recorder.Refund(refund with { At = at });
                break;
        }
    }

    private void Call(DemoCustomer customer, string channel, DateTimeOffset at)
    {
        if (_desk.Take(customer, channel, _day, at) is { } order)
        {
            Follow(order);
        }
        else if (customer.RetryVisit(at, _random) is { } next)
        {
            _agenda.Add(customer, next);
        }
    }

    private void Crawl(DemoCrawl crawl, DateTimeOffset at)
    {
        if (crawl.Read == 0)
        {
            ExpectCrawler(at);
        }

        if (_crawlers.Step(crawl, at) is { } wait)
        {
            _agenda.Add(crawl, Whole(at + wait));
        }
    }

    private void ExpectCrawler(DateTimeOffset after)
    {
        var (crawl, wait) = _crawlers.Next(_guests.VisitorsPerHour(after));
        _agenda.Add(crawl, Whole(after + wait).AddMilliseconds(1));
    }

    private void Continue(DemoVisit visit, DateTimeOffset at)
    {
        visit.Opened = null;
        var goesOn = visit.Next >= DemoStep.Checkout ? _till.Step(visit, _day, at) : _walk.Step(visit, _day, at);
        if (visit.Opened is { } page && _loads.Next(visit, page) is var (load, stay))
        {
            _agenda.Add(load, Whole(at + stay));
        }

        if (goesOn)
        {
            var mean = visit.Next is DemoStep.Payment or DemoStep.Order ? 75 : 38;
            _agenda.Add(visit, Whole(at.AddSeconds(4 + _random.Exponential(mean))));
            return;
        }

        if (visit.HasOrdered)
        {
            Follow(_till.LastOrder!);
        }
        else if (visit is { Returns: true, Customer: { } customer } && customer.RetryVisit(at, _random) is { } next)
        {
            _agenda.Add(customer, next);
        }
    }

    private void Follow(DemoOrder order)
    {
        var lines = order.Lines.Select(l => l.Total).ToList();
        if (DemoTill.RefundOf(_plan.Seed, order.Id, order.Number, order.Customer.ExternalId, order.PlacedAt, order.Total,
            lines) is { } refund)
        {
            _agenda.Add(refund, refund.At);
        }

        if (order.Customer.NextVisit(order.PlacedAt) is { } next)
        {
            _agenda.Add(order.Customer, next);
        }
    }

    // Whether a visitor comes again is decided with her coming, so that a restart during the visit finds the same.
    private DemoVisit Begin(DemoVisit visit, DateTimeOffset at)
    {
        if (visit.Visitor!.NextVisit(at) is { } next)
        {
            _agenda.Add(visit.Visitor, next);
        }

        return visit;
    }

    private void Turn(DateTimeOffset at)
    {
        var date = DemoProfile.DayOf(at);
        if (date != _day.Date)
        {
            _day = new(_plan.Seed, _plan.Opened, date);
        }
    }

    private static DateTimeOffset Whole(DateTimeOffset at) =>
        new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
}
