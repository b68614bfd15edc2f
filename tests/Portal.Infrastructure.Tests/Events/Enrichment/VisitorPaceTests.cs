using Portal.Infrastructure.Events.Enrichment;
using Xunit;

namespace Portal.Infrastructure.Tests.Events.Enrichment;

public sealed class VisitorPaceTests
{
    private static readonly Guid Store = Guid.NewGuid();
    private static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly VisitorPace _pace = new();

    [Fact]
    public void IsTooFast_MoreThanTwoASecondForAMinute_FromTheNextEventOn()
    {
        var verdicts = Enumerable.Range(0, 125).Select(n => _pace.IsTooFast(Store, 7, Noon.AddMilliseconds(n * 400))).ToList();

        Assert.All(verdicts.Take(VisitorPace.EventsPerMinute), Assert.False);
        Assert.All(verdicts.Skip(VisitorPace.EventsPerMinute), Assert.True);
    }

    [Fact]
    public void IsTooFast_AfterAFastMinute_HoldsForTheNextMinuteOnly()
    {
        Send(7, 121, Noon);

        Assert.True(_pace.IsTooFast(Store, 7, Noon.AddMinutes(1)));
        Assert.False(_pace.IsTooFast(Store, 7, Noon.AddMinutes(2)));
    }

    [Fact]
    public void IsTooFast_KeptBackMessagesSpreadInTime_IsAPerson()
    {
        var verdicts = Enumerable.Range(0, 1_000).Select(n => _pace.IsTooFast(Store, 7, Noon.AddSeconds(-n * 5)));

        Assert.DoesNotContain(true, verdicts);
    }

    [Fact]
    public void IsTooFast_OtherVisitorOrOtherStore_IsNotHeldLiable()
    {
        Send(7, 121, Noon);

        Assert.False(_pace.IsTooFast(Store, 8, Noon));
        Assert.False(_pace.IsTooFast(Guid.NewGuid(), 7, Noon));
    }

    [Fact]
    public void IsTooFast_ManyOrdinaryVisitors_NobodyIsABot()
    {
        var random = new Random(5);

        for (var n = 0; n < 400_000; n++)
        {
            Assert.False(_pace.IsTooFast(Store, random.Next(100_000), Noon.AddSeconds(random.Next(120))));
        }
    }

    private void Send(long visitor, int events, DateTimeOffset at)
    {
        for (var n = 0; n < events; n++)
        {
            _pace.IsTooFast(Store, visitor, at);
        }
    }
}
