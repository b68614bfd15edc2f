using Portal.Domain.Analytics.Attribution;
using Xunit;

namespace Portal.Domain.Tests.Analytics.Attribution;

public sealed class AttributionTableTests
{
    private static readonly DateTime Ordered = new(2026, 11, 19, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Rows_OneOrderAfterThreeVisits_IsSharedByEachModel()
    {
        var table = new AttributionTable();

        table.Add(Ordered, 100, [Visit(14), Visit(7), Visit(0, isDirect: true)], ["paid_search", "email", "direct"], "");

        Assert.Equal((1m, 100m), Earned(table, "paid_search", AttributionModel.First));
        Assert.Equal((0.5m, 50m), Earned(table, "paid_search", AttributionModel.Linear));
        Assert.Equal((0.333333m, 33.3333m), Earned(table, "paid_search", AttributionModel.TimeDecay));
        Assert.Equal((0.666667m, 66.6667m), Earned(table, "email", AttributionModel.TimeDecay));
        Assert.Equal((1m, 100m), Earned(table, "email", AttributionModel.LastNonDirect));
        Assert.Equal((1m, 100m), Earned(table, "direct", AttributionModel.Last));
        Assert.Equal((0m, 0m), Earned(table, "direct", AttributionModel.Linear));
    }

    [Fact]
    public void Rows_SameChannelTwice_EarnsBothShares()
    {
        var table = new AttributionTable();

        table.Add(Ordered, 90, [Visit(9), Visit(6), Visit(3)], ["email", "referral", "email"], "");

        Assert.Equal((0.666667m, 60m), Earned(table, "email", AttributionModel.Linear));
        Assert.Equal((0.8m, 72m), Earned(table, "email", AttributionModel.Position));
    }

    [Fact]
    public void Rows_OrderWithoutVisits_IsUnknownUnderEveryModel()
    {
        var table = new AttributionTable();

        table.Add(Ordered, 40, [], [], unknown: "");

        Assert.All(Assert.Single(table.Rows()).Credits, credit => Assert.Equal((1m, 40m), (credit.Orders, credit.Revenue)));
    }

    [Fact]
    public void Rows_ManyOrders_AddUpToThemUnderEveryModel()
    {
        var (table, random, revenue) = (new AttributionTable(), new Random(7), 0m);
        for (var order = 0; order < 500; order++)
        {
            var visits = Enumerable.Range(0, random.Next(0, 9)).Select(_ => Visit(random.NextDouble() * 30, random.Next(3) == 0))
                .OrderBy(visit => visit.At).ToList();
            var amount = random.Next(1, 1_000_000) / 10_000m;
            revenue += amount;
            table.Add(Ordered, amount, visits, [.. visits.Select(visit => visit.IsDirect ? "direct" : $"way-{random.Next(4)}")], "");
        }

        Assert.All(Enum.GetValues<AttributionModel>(), model =>
        {
            Assert.Equal(500, table.Rows().Sum(row => row.Under(model).Orders));
            Assert.Equal(revenue, table.Rows().Sum(row => row.Under(model).Revenue));
        });
    }

    private static AttributionTouch Visit(double daysBefore, bool isDirect = false) => new(Ordered.AddDays(-daysBefore), isDirect);

    private static (decimal, decimal) Earned(AttributionTable table, string way, AttributionModel model)
    {
        var credit = table.Rows().Single(row => row.Value == way).Under(model);
        return (credit.Orders, credit.Revenue);
    }
}
