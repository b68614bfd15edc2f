using Portal.Domain.Events;
using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Live;
using Portal.Infrastructure.Live.Counting;
using Portal.Testing.Events;
using Xunit;

namespace Portal.Infrastructure.Tests.Live.Counting;

public sealed class DayOrdersTests
{
    private static readonly DateTime Noon = new(2026, 11, 20, 5, 0, 0, DateTimeKind.Utc); // 12:00 in Jakarta
    private static readonly StoreClock Clock = StoreClock.For("Asia/Jakarta");

    private readonly DayProducts _products = new();
    private readonly DayOrders _orders;

    public DayOrdersTests()
    {
        _orders = new("IDR", _products);
        _orders.Begin(LiveDay.Of(Noon, Clock));
    }

    [Fact]
    public void Add_OrderSentByBrowserAndServer_CountsOnceByItsFirstMessage()
    {
        Add(Order("A-1", 90, minutes: 1), Order("A-1", 100), Order("A-1", 80, minutes: 2), Order("A-2", 50));

        Assert.Equal((2, 150m), (_orders.Count, _orders.Revenue));
    }

    [Fact]
    public void Add_OrderInAnotherCurrencyOrOfYesterday_IsNotTodays()
    {
        Add(Order("A-1", 100) with { Currency = "USD" }, Order("A-2", 50, minutes: -13 * 60));

        Assert.Equal(0, _orders.Count);
    }

    [Fact]
    public void Add_OrderInTheSameCurrencyInSmallLettersOrNone_IsOurs()
    {
        Add(Order("A-1", 100) with { Currency = "idr" }, Order("A-2", 50) with { Currency = null });

        Assert.Equal(150m, _orders.Revenue);
    }

    [Fact]
    public void Add_FirstMessageWasYesterday_IsNotTodays()
    {
        Add(Order("A-1", 100, minutes: 5), Order("A-1", 100, minutes: -12 * 60 - 1));

        Assert.Equal(0, _orders.Count);
    }

    [Fact]
    public void Add_FirstMessageIsABots_DoesNotCount()
    {
        Add(Order("A-1", 100), Order("A-1", 100, minutes: -1) with { IsBot = true });

        Assert.Equal(0, _orders.Count);
    }

    [Fact]
    public void Begin_TheStoresMidnight_CountsTheNewDaysOrdersOnly()
    {
        Add(Order("A-1", 100), Order("A-2", 70, minutes: 12 * 60));

        _orders.Begin(LiveDay.Of(Noon.AddHours(12), Clock));

        Assert.Equal((1, 70m), (_orders.Count, _orders.Revenue));
    }

    [Fact]
    public void Add_LinesOfProducts_AreTheirRevenue()
    {
        Add(Order("A-1", 60) with { Properties = """{"total":60,"products":[{"product_id":"P1","name":"Gayo","price":20,"quantity":2},{"sku":"P2","price":20},{"name":"Toraja","price":5}]}""" });

        Assert.Equal(
            [new ProductCount("P1", "Gayo", 0, 40), new ProductCount("P2", "P2", 0, 20), new ProductCount("Toraja", "Toraja", 0, 5)],
            _products.ByRevenue());
    }

    [Fact]
    public void Add_EarlierMessageOfTheOrder_TakesTheLaterOnesLinesBack()
    {
        Add(
            Order("A-1", 60) with { Properties = """{"products":[{"product_id":"P1","price":60}]}""" },
            Order("A-1", 50, minutes: -1) with { Properties = """{"products":[{"product_id":"P2","price":50}]}""" });

        Assert.Equal([new ProductCount("P2", "P2", 0, 50)], _products.ByRevenue());
    }

    private void Add(params IEnumerable<TestEvent> events)
    {
        foreach (var happened in events)
        {
            var rows = LiveRows.Of(1, happened).Span;
            _orders.Add(new LiveRow(ref rows));
        }
    }

    private static TestEvent Order(string order, decimal revenue, int minutes = 0) =>
        new(EventName.OrderCompleted, Noon.AddMinutes(minutes)) { OrderId = order, Revenue = revenue, Currency = "IDR" };
}
