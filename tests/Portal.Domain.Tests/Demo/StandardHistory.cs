using Portal.Domain.Demo;
using Portal.Domain.Demo.Sales;
using Portal.Domain.Demo.Visits;

namespace Portal.Domain.Tests.Demo;

/// <summary>The standard store's whole history, counted while it goes by, since its events would fill the memory.</summary>
internal sealed class DefaultHistory
{
    private static readonly Lazy<DefaultHistory> Lazy = new(() => new());

    private readonly HashSet<string> _visitors = [];
    private readonly HashSet<string> _sessions = [];
    private readonly HashSet<string> _failing = [];

    private DefaultHistory()
    {
        Plan = DemoPlan.For(DemoProfile.Seed, DemoSize.Standard, History.Now);
        using var traffic = new DemoTraffic(Plan);
        while (traffic.At < Plan.Until)
        {
            var next = traffic.At.AddHours(6);
            var batch = traffic.Advance(next < Plan.Until ? next : Plan.Until);
            Orders.AddRange(batch.Orders);
            Refunds.AddRange(batch.Refunds);
            Customers.AddRange(batch.Customers);
            batch.Events.ForEach(Count);
        }
    }

    public static DefaultHistory Counted => Lazy.Value;

    public DemoPlan Plan { get; }
    public List<DemoOrder> Orders { get; } = [];
    public List<DemoRefund> Refunds { get; } = [];
    public List<DemoCustomer> Customers { get; } = [];
    public int Events { get; private set; }
    public int Late { get; private set; }
    public int Searches { get; private set; }
    public int EmptySearches { get; private set; }
    public HashSet<string> OrdersWithoutSession { get; } = [];

    /// <summary>Visits of people by their day.</summary>
    public Dictionary<DateOnly, int> Sessions { get; } = [];

    /// <summary>Those of them by browsers that had been there before.</summary>
    public int Returning { get; private set; }

    /// <summary>Visits that the failing campaign brought, and what was ordered in them.</summary>
    public int FailingVisits => _failing.Count;

    public decimal FailingRevenue { get; private set; }

    private void Count(DemoEvent happened)
    {
        Events++;
        Late += happened.ReceivedAt - happened.OccurredAt > TimeSpan.FromMinutes(30) ? 1 : 0;
        if (happened.Name == "products_searched")
        {
            Searches++;
            EmptySearches += happened.Properties.AsSpan().IndexOf("\"results\":0"u8) >= 0 ? 1 : 0;
        }

        if (happened.Tags.Contains("kain-premium", StringComparison.Ordinal))
            _failing.Add(happened.SessionId!);
        if (happened.Name == "order_completed" && happened.SessionId is { } bought && _failing.Contains(bought))
            FailingRevenue += happened.Revenue!.Value;
        if (happened.Name == "order_completed" && happened.SessionId is null)
            OrdersWithoutSession.Add(happened.OrderId!);
        if (happened.SessionId is not { } session || happened.Context.AsSpan().IndexOf("bot"u8) >= 0 || !_sessions.Add(session))
            return;

        var day = DemoProfile.DayOf(happened.OccurredAt);
        Sessions[day] = Sessions.GetValueOrDefault(day) + 1;
        Returning += _visitors.Add(happened.AnonymousId!) ? 0 : 1;
    }
}
