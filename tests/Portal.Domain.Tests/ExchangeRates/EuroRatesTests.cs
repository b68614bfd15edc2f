using Portal.Domain.ExchangeRates;
using Xunit;

namespace Portal.Domain.Tests.ExchangeRates;

public sealed class EuroRatesTests
{
    private static readonly EuroRates Day = new(new(2026, 11, 20),
        new Dictionary<string, decimal> { ["USD"] = 1.25m, ["GBP"] = 0.8m, ["IDR"] = 20_000m });

    [Fact]
    public void For_TheEuro_IsTheReciprocal() =>
        Assert.Equal([("GBP", 1.25m), ("IDR", 0.00005m), ("USD", 0.8m)], Rates("EUR"));

    [Fact]
    public void For_AnotherCurrency_IsTheCrossRate() =>
        Assert.Equal([("EUR", 20_000m), ("GBP", 25_000m), ("USD", 16_000m)], Rates("IDR"));

    [Fact]
    public void For_ACurrencyThatTheBankDoesNotKnow_IsNothing() => Assert.Empty(Rates("XAU"));

    [Fact]
    public void For_TooSmallARate_LeavesItOut()
    {
        var day = Day with { Rates = new Dictionary<string, decimal> { ["XXX"] = 900_000_000m } };

        Assert.Empty(day.For("EUR"));
    }

    private static IEnumerable<(string, decimal)> Rates(string currency) =>
        Day.For(currency).Select(rate => (rate.Key, rate.Value)).OrderBy(rate => rate.Key, StringComparer.Ordinal);
}
