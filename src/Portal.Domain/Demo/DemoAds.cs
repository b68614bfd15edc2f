using Portal.Domain.Demo.Goods;
using Portal.Domain.Demo.Visits;

namespace Portal.Domain.Demo;

/// <summary>What a day of the demo store's advertising cost: it buys the visitors that it brings.</summary>
/// <param name="Channel">As analytics name it.</param>
/// <param name="Campaign">As its messages name it.</param>
public sealed record DemoSpend(DateOnly Day, string Channel, string Source, string Campaign, decimal Cost, int Impressions, int Clicks);

/// <summary>The demo store's campaigns and what each day of them cost.</summary>
public static class DemoAds
{
    // Rupiah for a click, and how many of a thousand who see an ad press it; by the number of its channel.
    private static readonly (int Channel, string Kind, decimal Click, double PerThousand)[] Bought =
    [
        (6, "paid_social", 2_100, 11), (7, "paid_social", 1_550, 14), (8, "paid_search", 3_500, 42), (9, "organic_social", 1_100, 9),
        (10, "paid_social", 4_200, 6),
    ];

    /// <summary>
    /// The campaigns: how links and people name each, its channel and source, what it may cost in a year, and on which day from the
    /// shop's opening it starts.
    /// </summary>
    public static IReadOnlyList<(string Code, string Name, string Channel, string Source, decimal Budget, int Start)> Campaigns { get; } =
    [
        .. Bought.Select(ad => (Channel: DemoChannel.All[ad.Channel], ad.Kind)).Select(ad => (
            ad.Channel.Campaign, char.ToUpperInvariant(ad.Channel.Campaign[0]) + ad.Channel.Campaign[1..], ad.Kind, ad.Channel.Source,
            (decimal)ad.Channel.Paid * 1_500_000, ad.Channel.Start)),
    ];

    /// <summary>Every day's cost between two days, both included, where there was any.</summary>
    /// <param name="opened">When the shop opened, from which its growth counts.</param>
    public static IEnumerable<DemoSpend> Spend(ulong seed, DateTimeOffset opened, double scale, DateOnly from, DateOnly to)
    {
        var demand = new DemoDemand(opened, scale);
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            foreach (var (number, kind, click, perThousand) in Bought)
            {
                var channel = DemoChannel.All[number];
                var chance = 0.92 + (0.16 * DemoRandom.Lot(seed, (ulong)number + 60_000, (ulong)day.DayNumber));
                // A tenth of those who press never see the shop's page.
                var clicks = (int)(demand.PaidVisitorsOn(day, channel) * 1.1 * chance);
                if (clicks > 0)
                    yield return new(day, kind, channel.Source, channel.Campaign, clicks * click, (int)(clicks * 1000 / perThousand),
                        clicks);
            }
        }
    }
}
