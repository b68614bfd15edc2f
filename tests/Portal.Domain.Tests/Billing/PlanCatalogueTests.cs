using Portal.Domain.Billing;
using Portal.Domain.Events;
using Xunit;

namespace Portal.Domain.Tests.Billing;

public sealed class PlanCatalogueTests
{
    [Fact]
    public void Offered_Plans_GrowInEveryFigure()
    {
        foreach (var (smaller, larger) in PlanCatalogue.Offered.Zip(PlanCatalogue.Offered.Skip(1)))
        {
            Assert.True(larger.MonthlyEvents > smaller.MonthlyEvents);
            Assert.True(larger.Rate!.PerSecond > smaller.Rate!.PerSecond && larger.Rate.Burst > smaller.Rate.Burst);
            Assert.True(larger.DaysKept > smaller.DaysKept);
        }
    }

    [Fact]
    public void Offered_LargestBatch_FitsIntoEveryBurst() =>
        Assert.All(PlanCatalogue.Offered, plan => Assert.True(plan.Rate!.Burst >= EventLimits.Messages));

    [Fact]
    public void Of_UnknownKey_IsTheDefault() => Assert.Same(PlanCatalogue.Default, PlanCatalogue.Of("from-the-future"));

    [Fact]
    public void Window_BurstNotAMultipleOfTheRate_IsRoundedUp() => Assert.Equal(4, new EventRate(3, 10).Window);
}
