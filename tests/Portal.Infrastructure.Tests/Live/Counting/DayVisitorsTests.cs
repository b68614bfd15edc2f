using Portal.Domain.Events;
using Portal.Infrastructure.Live;
using Portal.Infrastructure.Live.Counting;
using Xunit;

namespace Portal.Infrastructure.Tests.Live.Counting;

public sealed class DayVisitorsTests
{
    [Fact]
    public void Figures_StepsOfSeveralVisitors_CountEachOnceForEachStep()
    {
        var visitors = new DayVisitors();
        visitors.Add(1, FunnelSteps.None);
        visitors.Add(2, FunnelSteps.Viewed);
        visitors.Add(2, FunnelSteps.Viewed);
        visitors.Add(3, FunnelSteps.Viewed | FunnelSteps.Added);
        visitors.Add(3, FunnelSteps.CheckedOut);
        visitors.Add(3, FunnelSteps.Ordered);
        visitors.Add(4, FunnelSteps.Ordered);

        var figures = visitors.Figures();

        var expected = new FunnelFigures(
            4, Viewed: 2, Added: 1, CheckedOut: 1, Ordered: 2, LostBeforeViewing: 2, LostBeforeAdding: 1, LostBeforeCheckout: 0,
            LostBeforeOrdering: 0);
        Assert.Equal(expected, figures);
        Assert.Equal(0.5m, figures.EndToEnd);
    }

    [Fact]
    public void Figures_ThousandsOfVisitors_AreExactUpToThreeQuartersOfTheRoom()
    {
        var visitors = new DayVisitors(maxPlaces: 1 << 14);
        Fill(visitors, Enumerable.Range(0, 12_000));

        Assert.Equal((12_000, 4_000), (visitors.Figures().Visitors, visitors.Figures().Viewed));
    }

    [Fact]
    public void Figures_MoreVisitorsThanThereIsRoomFor_AreEstimatedWithinTwoPercent()
    {
        var visitors = new DayVisitors(maxPlaces: 1 << 14);
        Fill(visitors, Enumerable.Range(0, 300_000));

        Assert.InRange(visitors.Figures().Visitors, 294_000, 306_000);
        Assert.InRange(visitors.Figures().Viewed, 97_000, 103_000);
    }

    [Fact]
    public void Figures_SampledInAnotherOrder_AreTheSame()
    {
        var (one, other) = (new DayVisitors(maxPlaces: 1 << 12), new DayVisitors(maxPlaces: 1 << 12));
        Fill(one, Enumerable.Range(0, 50_000));
        Fill(other, Enumerable.Range(0, 50_000).Reverse());

        Assert.Equal(one.Figures(), other.Figures());
    }

    private static void Fill(DayVisitors visitors, IEnumerable<int> numbers)
    {
        foreach (var number in numbers)
        {
            visitors.Add(VisitorId.OfAnonymous($"b-{number}"), number % 3 == 0 ? FunnelSteps.Viewed : FunnelSteps.None);
        }
    }
}
