using Portal.Domain.Demo;
using Portal.Domain.Demo.Goods;
using Xunit;

namespace Portal.Domain.Tests.Demo;

public sealed class DemoWarehouseTests
{
    private const int Days = 200;
    private static readonly DateOnly From = new(2026, 1, 5);

    [Fact]
    public void Plan_RandomSales_NeverLeavesLessThanNothing()
    {
        var sold = Sold();

        var supply = DemoWarehouse.Plan(DemoProfile.Seed, From, sold);

        foreach (var product in DemoCatalogue.Products)
        {
            var level = 0;
            for (var day = 0; day < Days; day++)
            {
                var date = From.AddDays(day);
                level += supply.Deliveries.Where(d => d.ReceivedOn == date).SelectMany(d => d.Lines).Where(l => l.Product == product)
                    .Sum(l => l.Quantity);
                level -= supply.Shrinkages.Where(s => s.Product == product && s.Day == date).Sum(s => s.Quantity);
                level -= sold[product.Number][day];
                Assert.True(level >= 0, $"{product.Sku} on {date}: {level}");
                if (!DemoShelf.IsInStock(DemoProfile.Seed, product, date))
                    Assert.Equal(0, level);
            }
        }
    }

    [Fact]
    public void Plan_GoodsOnTheirWay_WereOrderedAndAreNotThere()
    {
        var supply = DemoWarehouse.Plan(DemoProfile.Seed, From, Sold());

        var today = From.AddDays(Days - 1);
        var open = supply.Deliveries.Where(d => d.ReceivedOn is null).ToList();
        Assert.NotEmpty(open);
        Assert.All(open, delivery => Assert.True(delivery.OrderedOn <= today && delivery.ExpectedOn > today
            && delivery.Lines.All(line => line.Quantity > 0)));
    }

    private static int[][] Sold()
    {
        var random = new Random(3);
        return [.. DemoCatalogue.Products.Select(product => Enumerable.Range(0, Days)
            .Select(day => DemoShelf.IsInStock(DemoProfile.Seed, product, From.AddDays(day)) ? random.Next(6) : 0).ToArray())];
    }
}
