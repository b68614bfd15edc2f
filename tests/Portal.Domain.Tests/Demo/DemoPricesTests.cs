using Portal.Domain.Demo;
using Portal.Domain.Demo.Goods;
using Portal.Domain.Demo.Sales;
using Xunit;

namespace Portal.Domain.Tests.Demo;

/// <summary>Prices of the demo store and how buyers respond to them.</summary>
public sealed class DemoPricesTests
{
    private const int PeriodDays = 30;

    private static readonly DefaultHistory Store = DefaultHistory.Counted;
    private static readonly DateOnly First = DemoProfile.DayOf(Store.Plan.From);

    [Fact]
    public void Standard_MostProducts_BecomeDearerOnceAtLeast()
    {
        var dearer = DemoCatalogue.Products.Count(product =>
        {
            var prices = Enumerable.Range(0, 548).Select(day => PriceOf(product, day)).ToList();
            return prices.Zip(prices.Skip(1)).Any(pair => pair.Second > pair.First * 1.05);
        });

        Assert.True(dearer > DemoCatalogue.Products.Count / 2);
    }

    [Fact]
    public void Catalogue_Products_AreSixtyAndAFewComeInVariants()
    {
        var products = DemoCatalogue.Products.GroupBy(p => p.Id).ToList();

        Assert.Equal(60, products.Count);
        Assert.Equal(4, products.Count(variants => variants.Count() > 1));
        Assert.Equal(DemoCatalogue.Products.Count, DemoCatalogue.Products.Select(p => p.Sku).Distinct().Count());
        Assert.All(products, variants =>
        {
            Assert.Single(variants.Select(p => (p.Page, p.ProductSku, Price: PriceOf(p, 400))).Distinct());
            Assert.Equal(Enumerable.Range(1, variants.Count()), variants.Select(p => p.Position));
        });
    }

    [Fact]
    public void Standard_Elasticity_CanBeEstimatedFromTheOrders()
    {
        var coffee = DemoCatalogue.Products.Where(p => DemoCatalogue.IsCoffee(p.Category)).ToList();
        var textiles = DemoCatalogue.Products.Except(coffee).ToList();

        Assert.InRange(Elasticity([.. DemoCatalogue.Products]), -2, -1.2);
        Assert.InRange(Elasticity(coffee), -2.1, -1);
        Assert.InRange(Elasticity(textiles), -2.4, -1.2);
    }

    // Poisson regression of the units sold on the logarithm of the list price, with effects of products and periods: scaled to
    // their sums in turns with a step of Newton's for the slope. Days on which everything is on sale are left out.
    private static double Elasticity(List<DemoProduct> products)
    {
        var sold = Store.Orders.Where(o => !DemoCalendar.IsDoubleDay(DemoProfile.DayOf(o.PlacedAt)))
            .SelectMany(o => o.Lines, (o, l) => (Key: (l.Product.Number, PeriodOf(o)), l.Quantity))
            .GroupBy(l => l.Key).ToDictionary(g => g.Key, g => (double)g.Sum(l => l.Quantity));
        var rows = products.SelectMany(p => Enumerable.Range(0, 548 / PeriodDays), (p, period) => new Row(
            p.Number, period, Math.Log(Enumerable.Range(period * PeriodDays, PeriodDays).Average(day => PriceOf(p, day))),
            sold.GetValueOrDefault((p.Number, period)))).ToList();
        var (level, season, slope) = (products.ToDictionary(p => p.Number, _ => 1.0), new double[548 / PeriodDays], -1.0);
        Array.Fill(season, 1);
        double Expected(Row row) => level[row.Product] * season[row.Period] * Math.Exp(slope * row.LogPrice);
        for (var turn = 0; turn < 40; turn++)
        {
            foreach (var group in rows.GroupBy(r => r.Product))
                level[group.Key] *= group.Sum(r => r.Units) / group.Sum(Expected);
            foreach (var group in rows.GroupBy(r => r.Period))
                season[group.Key] *= group.Sum(r => r.Units) / group.Sum(Expected);
            var means = rows.GroupBy(r => r.Product).ToDictionary(g => g.Key, g => g.Sum(r => r.LogPrice * Expected(r)) / g.Sum(Expected));
            var (gradient, curvature) = (0.0, 0.0);
            foreach (var row in rows)
            {
                var distance = row.LogPrice - means[row.Product];
                gradient += (row.Units - Expected(row)) * distance;
                curvature += Expected(row) * distance * distance;
            }

            slope += gradient / curvature;
        }

        return slope;
    }

    private static int PeriodOf(DemoOrder order) => (DemoProfile.DayOf(order.PlacedAt).DayNumber - First.DayNumber) / PeriodDays;

    private static double PriceOf(DemoProduct product, int day) => (double)DemoShelf.PriceOf(Store.Plan.Seed, product, First.AddDays(day));

    private sealed record Row(int Product, int Period, double LogPrice, double Units);
}
