using Portal.Domain.Billing;
using Portal.Infrastructure.Events.Limits;
using Portal.Testing;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Events.Limits;

/// <summary>The free plan has 50 events a second and bursts of 2,000.</summary>
public sealed class RateLimitsTests
{
    private static readonly TestStore Store = new(Guid.NewGuid(), Guid.NewGuid(), "wk_1", "store");
    private static readonly TestStore Other = new(Guid.NewGuid(), Guid.NewGuid(), "wk_2", "other");

    private readonly MovableClock _clock = new();
    private readonly RateLimits _limits;

    public RateLimitsTests() => _limits = new(_clock);

    [Fact]
    public void Take_BeyondTheBurst_SaysHowLongToWait()
    {
        var source = EventRequests.Source(Store, "free");

        Assert.Null(_limits.Take(source, 1_000));
        Assert.Null(_limits.Take(source, 900));
        Assert.Equal(TimeSpan.FromSeconds(10), _limits.Take(source, 600));
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(_limits.Take(source, 600));
    }

    [Fact]
    public void Take_OtherTenant_HasItsOwn()
    {
        _limits.Take(EventRequests.Source(Store, "free"), 2_000);

        Assert.Null(_limits.Take(EventRequests.Source(Other, "free"), 2_000));
    }

    [Fact]
    public void Standing_AfterATake_SaysWhatIsLeftAndWhenItIsFull()
    {
        var source = EventRequests.Source(Store, "free");
        _limits.Take(source, 500);

        Assert.Equal(new(PlanCatalogue.Free.Rate!, 1_500, 10), _limits.Standing(source));
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal(new(PlanCatalogue.Free.Rate!, 1_525, 10), _limits.Standing(source));
    }

    [Fact]
    public void PutBack_RequestThatWasNotKept_CostsNothing()
    {
        var source = EventRequests.Source(Store, "free");
        _limits.Take(source, 500);

        _limits.PutBack(source, 500);

        Assert.Equal(2_000, _limits.Standing(source)!.Value.Remaining);
    }

    [Fact]
    public void Take_PlanWithoutRate_IsNeverRefused()
    {
        var source = EventRequests.Source(Store, "unmetered");

        Assert.All(Enumerable.Range(0, 1_000), _ => Assert.Null(_limits.Take(source, 1_000)));
        Assert.Null(_limits.Standing(source));
    }
}
