using Portal.Domain.Catalogue;
using Xunit;

namespace Portal.Domain.Tests.Catalogue;

public sealed class PriceEffectTests
{
    private static readonly DateOnly Changed = new(2026, 3, 18);
    private static readonly DateOnly Earlier = Changed.AddDays(-60);
    private static readonly DateOnly Later = Changed.AddDays(60);

    [Fact]
    public void Of_SteadySales_SaysTheDifferenceAndNothingElse()
    {
        var effect = Known(Days(day => day < Changed ? 3 : 2, price: day => day < Changed ? 10 : 12, cost: 6));

        Assert.Equal(28, effect.Pairs);
        Assert.Equal(new(3, 2, -1, -1), effect.Units);
        Assert.Equal((30d, 24d), (effect.Revenue.Before, effect.Revenue.After));
        Assert.Equal((12d, 12d), (effect.Margin.Before, effect.Margin.After));
        Assert.True(effect.Units.IsClear);
        Assert.False(effect.Margin.IsClear);
    }

    [Fact]
    public void Of_WeekThatSellsOnSundays_ComparesLikeDays()
    {
        // Whatever weekdays bring, each day after is compared with its own weekday.
        var effect = Known(Days(day => (int)day.DayOfWeek + (day > Changed ? 1 : 0)));

        Assert.Equal((1d, 1d), (Math.Round(effect.Units.Low, 9), Math.Round(effect.Units.High, 9)));
    }

    [Fact]
    public void Interval_OfSevenPairs_IsStudents()
    {
        // Differences 1 to 7: mean 4, deviation 2.1602, t of six degrees of freedom 2.4469.
        var change = DailyChange.Of([.. Enumerable.Range(1, 7).Select(difference => (0d, (double)difference))]);

        Assert.Equal(4, change.Difference, 6);
        Assert.Equal((2.0021, 5.9979), (Math.Round(change.Low, 4), Math.Round(change.High, 4)));
    }

    [Fact]
    public void Of_DaysWithoutStock_LeavesThemAndTheirPairsOut()
    {
        var days = Days(_ => 2).ToDictionary(pair => pair.Key, pair => pair.Key > Changed
            && pair.Key <= Changed.AddDays(5) ? new PriceDay(0, 0, 0, true) : pair.Value);

        var effect = Assert.IsType<PriceEffect.Known>(PriceEffect.Of(Changed, days, Earlier, Later));

        Assert.Equal(23, effect.Pairs);
        Assert.Equal(0, effect.Units.Difference);
    }

    [Theory]
    [InlineData(60, 14, "Fewer than two whole weeks have passed at this price.")]
    [InlineData(14, 60, "Fewer than two whole weeks at the price before are known.")]
    public void Of_TooFewDays_SaysSo(int before, int after, string reason) =>
        Assert.Equal(new PriceEffect.Unknown(reason),
            PriceEffect.Of(Changed, Days(_ => 5), Changed.AddDays(-before), Changed.AddDays(after)));

    [Fact]
    public void Of_FewSales_SaysNothing() =>
        Assert.Equal(new PriceEffect.Unknown("Too few were sold to tell."),
            PriceEffect.Of(Changed, Days(day => day.Day == 20 ? 1 : 0), Earlier, Later));

    [Fact]
    public void Of_MostDaysWithoutStock_SaysSo() =>
        Assert.Equal(new PriceEffect.Unknown("It was out of stock on too many of the days."),
            PriceEffect.Of(Changed, Days(_ => 0).ToDictionary(pair => pair.Key, _ => new PriceDay(0, 0, 0, true)), Earlier, Later));

    [Fact]
    public void Of_AnotherChangeNearby_ComparesNoFurther() =>
        Assert.Equal(14, Assert.IsType<PriceEffect.Known>(PriceEffect.Of(Changed, Days(_ => 3), Changed.AddDays(-16), Later)).Pairs);

    private static PriceEffect.Known Known(IReadOnlyDictionary<DateOnly, PriceDay> days) =>
        Assert.IsType<PriceEffect.Known>(PriceEffect.Of(Changed, days, Earlier, Later));

    private static Dictionary<DateOnly, PriceDay> Days(
        Func<DateOnly, int> units, Func<DateOnly, decimal>? price = null, decimal cost = 0) =>
        Enumerable.Range(-60, 121).Select(Changed.AddDays)
            .ToDictionary(day => day, day => new PriceDay(units(day), units(day) * (price?.Invoke(day) ?? 1),
            units(day) * ((price?.Invoke(day) ?? 1) - cost), false));
}
