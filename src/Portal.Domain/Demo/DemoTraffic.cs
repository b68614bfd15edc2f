namespace Portal.Domain.Demo;

/// <summary>
/// The demo store in motion. The same engine makes the history, what was missed while the portal did not run, and the
/// visitors of this moment, so the three cannot disagree: visitors arrive by the hour's rate (a Poisson process),
/// customers come back in their own time, and everything is told in the order in which it happens.
/// </summary>
public sealed class DemoTraffic : IDisposable
{
    private const int Remembered = 8192;

    private readonly DemoPlan _plan;
    private readonly DemoRandom _random;
    private readonly DemoRecorder _recorder = new();
    private readonly DemoDemand _demand;
    private readonly DemoWalk _walk;
    private readonly DemoTill _till;
    private readonly DemoCrawlers _crawlers;
    private readonly DemoLoads _loads;
    private readonly PriorityQueue<object, (long Ticks, long Number)> _due = new();
    private readonly List<DemoVisitor> _visitors = [];
    private readonly double[] _organic = DemoRandom.Cumulate(DemoChannel.All.Select(c => c.Organic));
    private readonly double[] _paid = DemoRandom.Cumulate(DemoChannel.All.Select(c => c.Paid));
    private readonly double[] _devices = DemoRandom.Cumulate(DemoDevice.All.Select(d => d.Weight));
    private DemoDay _day;
    private DateTimeOffset _nextArrival;
    private long _queued;

    /// <summary>A store at its opening.</summary>
    public DemoTraffic(DemoPlan plan)
        : this(plan, new(plan.From, DemoState.FirstOrder, 1, [], []))
    {
    }

    /// <summary>A store that goes on from where it stands.</summary>
    public DemoTraffic(DemoPlan plan, DemoState state)
    {
        _plan = plan;
        At = Whole(state.At);
        _random = new(plan.Seed ^ (ulong)At.Ticks);
        _demand = new(plan.Opened, plan.Scale);
        _walk = new(_random, _recorder);
        _till = new(plan, _random, _recorder, state.NextOrder, state.NextCustomer);
        _day = new(plan.Seed, DemoProfile.DayOf(At));
        _nextArrival = NextArrival(At);
        _crawlers = new(plan.Seed ^ (ulong)At.Ticks, _recorder);
        _loads = new(plan.Seed ^ (ulong)At.Ticks);
        ExpectCrawler(At);
        foreach (var known in state.Customers)
        {
            Expect(known);
        }

        foreach (var order in state.OpenOrders)
        {
            if (DemoTill.RefundOf(plan.Seed, order.Id, order.Number, order.CustomerId, order.PlacedAt, order.Total, order.Lines) is { } refund)
            {
                Queue(refund, refund.At > At ? refund.At : Whole(At.AddMinutes(1 + _random.Next(30))));
            }
        }
    }

    /// <summary>What the store's chances follow from.</summary>
    public ulong Seed => _plan.Seed;

    /// <summary>The instant up to which the store's life has been told.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>What happens after <see cref="At"/> up to and including an instant, which becomes the new <see cref="At"/>.</summary>
    public DemoBatch Advance(DateTimeOffset until)
    {
        var batch = _recorder.Batch = new();
        while (true)
        {
            var hasDue = _due.TryPeek(out _, out var first);
            var isArrival = !hasDue || _nextArrival.Ticks <= first.Ticks;
            var at = isArrival ? _nextArrival : new DateTimeOffset(first.Ticks, TimeSpan.Zero);
            if (at > until)
            {
                break;
            }

            Turn(at);
            if (isArrival)
            {
                Continue(Arrive(at), at);
                _nextArrival = NextArrival(at);
            }
            else
            {
                Happen(_due.Dequeue(), at);
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
            case DemoCustomer customer:
                Continue(Return(customer, at), at);
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

    private void Crawl(DemoCrawl crawl, DateTimeOffset at)
    {
        if (crawl.Read == 0)
        {
            ExpectCrawler(at);
        }

        if (_crawlers.Step(crawl, at) is { } wait)
        {
            Queue(crawl, Whole(at + wait));
        }
    }

    private void ExpectCrawler(DateTimeOffset after)
    {
        var (crawl, wait) = _crawlers.Next(_demand.SessionsPerHour(after));
        Queue(crawl, Whole(after + wait).AddMilliseconds(1));
    }

    private void Continue(DemoVisit visit, DateTimeOffset at)
    {
        visit.Opened = null;
        var goesOn = visit.Next >= DemoStep.Checkout ? _till.Step(visit, _day, at) : _walk.Step(visit, _day, at);
        if (visit.Opened is { } page && _loads.Next(visit, page) is var (load, stay))
        {
            Queue(load, Whole(at + stay));
        }

        if (goesOn)
        {
            var mean = visit.Next is DemoStep.Payment or DemoStep.Order ? 75 : 38;
            Queue(visit, Whole(at.AddSeconds(4 + _random.Exponential(mean))));
            return;
        }

        if (visit.HasOrdered)
        {
            Follow(_till.LastOrder!);
        }
        else if (visit.Returns)
        {
            Queue(visit.Customer!, visit.Customer!.RetryVisit(at, _random));
        }
    }

    private void Follow(DemoOrder order)
    {
        var lines = order.Lines.Select(l => l.Total).ToList();
        if (DemoTill.RefundOf(_plan.Seed, order.Id, order.Number, order.Customer.ExternalId, order.PlacedAt, order.Total, lines) is { } refund)
        {
            Queue(refund, refund.At);
        }

        if (order.Customer.NextVisit(order.PlacedAt) is { } next)
        {
            Queue(order.Customer, next);
        }
    }

    private DemoVisit Arrive(DateTimeOffset at)
    {
        var isPaid = _random.Chance(_demand.PaidShare(at));
        var channel = DemoChannel.All[_random.Pick(isPaid ? _paid : _organic)];
        var comesAgain = _visitors.Count > 50 && _random.Chance(isPaid ? 0.12 : 0.3);
        var visitor = comesAgain ? _visitors[_random.Next(_visitors.Count)] : null;
        if (visitor is null or { IsCustomer: true })
        {
            visitor = new(DemoId.Text(_random.NextBits()), _demand.Place(at, _random), DemoDevice.All[_random.Pick(_devices)]);
            Remember(visitor);
        }

        return new(DemoId.Text(_random.NextBits()), visitor.AnonymousId, visitor.Place, visitor.Device, channel)
        {
            Visitor = visitor,
            Intent = channel.Intent * (visitor.Place.IsAbroad ? 0.8 : 1),
        };
    }

    private DemoVisit Return(DemoCustomer customer, DateTimeOffset at)
    {
        var channel = DemoChannel.All[_random.Next() switch { < 0.45 => 1, < 0.7 => 4, < 0.88 => 3, _ => 2 }];
        return new(DemoId.Text(_random.NextBits()), customer.AnonymousId, customer.Place, customer.Device, channel)
        {
            Customer = customer,
            Returns = true,
            Intent = 2.6,
        };
    }

    private void Remember(DemoVisitor visitor)
    {
        if (_visitors.Count < Remembered)
        {
            _visitors.Add(visitor);
        }
        else
        {
            _visitors[_random.Next(Remembered)] = visitor;
        }
    }

    private void Expect(DemoKnownCustomer known)
    {
        var place = DemoPlace.All.FirstOrDefault(p => p.City == known.City) ?? DemoPlace.All[0];
        var customer = new DemoCustomer(_plan.Seed, known.Number, place, known.CreatedAt) { Orders = known.Orders };
        if (known.Orders > 0 && customer.NextVisit(known.LastOrderAt) is { } next)
        {
            Queue(customer, next > At ? next : customer.RetryVisit(At, _random));
        }
    }

    private DateTimeOffset NextArrival(DateTimeOffset from)
    {
        while (true)
        {
            var hourEnd = new DateTimeOffset(from.Ticks - (from.Ticks % TimeSpan.TicksPerHour) + TimeSpan.TicksPerHour, TimeSpan.Zero);
            var wait = _random.Exponential(1 / _demand.SessionsPerHour(from));
            var at = wait < 2 ? Whole(from.AddHours(wait)).AddMilliseconds(1) : hourEnd;
            if (at < hourEnd)
            {
                return at;
            }

            from = hourEnd;
        }
    }

    private void Turn(DateTimeOffset at)
    {
        var date = DemoProfile.DayOf(at);
        if (date != _day.Date)
        {
            _day = new(_plan.Seed, date);
        }
    }

    private void Queue(object due, DateTimeOffset at) => _due.Enqueue(due, (at.UtcTicks, _queued++));

    private static DateTimeOffset Whole(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
}
