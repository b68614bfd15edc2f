using Portal.Domain.Demo.Goods;

namespace Portal.Domain.Demo.Visits;

/// <summary>How a visitor walks through the shop: from page to page, into the cart, and sometimes to the till.</summary>
internal sealed class DemoWalk(DemoRandom random, DemoRecorder recorder)
{
    private static readonly string[] Queries =
        ["gayo", "batik", "v60", "toraja", "kopi susu", "shawl", "filter", "tenun", "hampers", "grinder", "parang", "drip bag", "songket",
            "luwak", "decaf"];

    // What the shop does not have.
    private static readonly string[] Missed =
    [
        "espresso machine", "matcha", "kebaya", "robusta 1 kg", "nespresso capsules", "sarung", "tea", "aeropress", "baju anak", "lampung",
        "oat milk",
    ];

    private const double MissShare = 0.1;

    /// <summary>Does the visit's next step; false when the visitor leaves after it.</summary>
    public bool Step(DemoVisit visit, DemoDay day, DateTimeOffset at)
    {
        switch (visit.Next)
        {
            case DemoStep.Land:
                return Land(visit, day, at);
            case DemoStep.List:
                return List(visit, day, at, false);
            case DemoStep.Search:
                return Search(visit, day, at);
            case DemoStep.Product:
                return Product(visit, day, at, false);
            case DemoStep.Add:
                return Add(visit, day, at);
            case DemoStep.Cart:
                return Cart(visit, day, at);
            case DemoStep.Remove:
                return Remove(visit, day, at);
            default:
                throw new InvalidOperationException($"{visit.Next} belongs to the till.");
        }
    }

    private bool Land(DemoVisit visit, DemoDay day, DateTimeOffset at)
    {
        visit.Category = FirstCategory(visit);
        if (random.Chance(visit.Channel.Product))
        {
            visit.Product = random.Chance(0.5) ? day.Any(random) : day.From(visit.Category, random);
            return Product(visit, day, at, true);
        }

        if (random.Chance(0.3))
        {
            return List(visit, day, at, true);
        }

        recorder.Page(visit, DemoPage.Home, at, true);
        return Go(visit, (0.52 / visit.Intent, null), (0.40, DemoStep.List), (0.09, DemoStep.Search), (0.22, DemoStep.Product));
    }

    private bool List(DemoVisit visit, DemoDay day, DateTimeOffset at, bool isFirst)
    {
        var page = DemoCatalogue.Lists[(int)visit.Category];
        recorder.Page(visit, page, at, isFirst);
        recorder.List(visit, page, at.AddMilliseconds(60));
        visit.Product = day.From(visit.Category, random);
        visit.Category = FirstCategory(visit);
        return Go(visit, ((isFirst ? 0.46 : 0.26) / visit.Intent, null), (0.62, DemoStep.Product), (0.1, DemoStep.List));
    }

    private bool Search(DemoVisit visit, DemoDay day, DateTimeOffset at)
    {
        recorder.Page(visit, DemoPage.Search, at);
        if (random.Chance(MissShare))
        {
            recorder.Search(visit, Missed[random.Next(Missed.Length)], 0, at.AddMilliseconds(80));
            return Go(visit, (0.5 / visit.Intent, null), (0.25, DemoStep.List), (0.15, DemoStep.Search));
        }

        recorder.Search(visit, Queries[random.Next(Queries.Length)], 1 + random.Next(14), at.AddMilliseconds(80));
        visit.Product = day.Any(random);
        return Go(visit, (0.2 / visit.Intent, null), (0.7, DemoStep.Product), (0.06, DemoStep.List));
    }

    private bool Product(DemoVisit visit, DemoDay day, DateTimeOffset at, bool isFirst)
    {
        var product = visit.Product ??= day.From(visit.Category, random);
        visit.Category = product.Category;
        recorder.Page(visit, product.Page, at, isFirst);
        recorder.View(visit, product, day, at.AddMilliseconds(70));
        var add = day.InStock[product.Number] ? 0.168 * visit.Intent * day.Lift * day.Readiness[product.Number] : 0;
        return Go(visit, ((isFirst ? 0.82 : 0.53) / visit.Intent, null), (add, DemoStep.Add), (0.3, DemoStep.Product),
            (0.07, DemoStep.List));
    }

    private bool Add(DemoVisit visit, DemoDay day, DateTimeOffset at)
    {
        var product = visit.Product!;
        if (!visit.Cart.Exists(l => l.Product == product))
        {
            var quantity = product.Price > 250_000 || random.Chance(0.8) ? 1 : random.Chance(0.75) ? 2 : 3;
            visit.Cart.Add((product, quantity));
            recorder.Put(visit, product, quantity, day, at);
        }

        return Go(visit, (0.13 / visit.Intent, null), (0.7, DemoStep.Cart), (0.55, DemoStep.Product));
    }

    private bool Cart(DemoVisit visit, DemoDay day, DateTimeOffset at)
    {
        recorder.Page(visit, DemoPage.Cart, at);
        recorder.Basket(visit, "cart_viewed", DemoPage.Cart, day, at.AddMilliseconds(60));
        var checkout = 0.72 * Math.Min(visit.Intent, 1.6);
        return Go(visit, (0.25 / visit.Intent, null), (checkout, DemoStep.Checkout), (0.07, DemoStep.Remove), (0.2, DemoStep.Product));
    }

    private bool Remove(DemoVisit visit, DemoDay day, DateTimeOffset at)
    {
        var index = random.Next(visit.Cart.Count);
        var (product, quantity) = visit.Cart[index];
        visit.Cart.RemoveAt(index);
        recorder.Take(visit, product, quantity, day, at);
        return visit.Cart.Count > 0
            ? Go(visit, (0.35, null), (0.45, DemoStep.Cart), (0.2, DemoStep.Product))
            : Go(visit, (0.65, null), (0.35, DemoStep.Product));
    }

    private bool Go(DemoVisit visit, params ReadOnlySpan<(double Weight, DemoStep? Step)> ways)
    {
        var sum = 0.0;
        foreach (var (weight, _) in ways)
        {
            sum += weight;
        }

        var lot = random.Next() * sum;
        foreach (var (weight, step) in ways)
        {
            lot -= weight;
            if (lot < 0)
            {
                Prepare(visit, step);
                return step is not null;
            }
        }

        return false;
    }

    private void Prepare(DemoVisit visit, DemoStep? step)
    {
        // A list and a search have already shown what is looked at next; elsewhere it is a neighbour on the shelf, or
        // what goes with the thing at hand.
        if (step == DemoStep.Product && visit.Next is not (DemoStep.List or DemoStep.Search))
        {
            visit.Product = null;
            if (visit.Cart.Count > 0 || random.Chance(0.35))
            {
                var affinity = DemoCatalogue.AffinityOf(visit.Category);
                visit.Category = affinity[random.Chance(0.6) ? 0 : random.Next(affinity.Count)];
            }
        }

        if (step is { } next)
        {
            visit.Next = next;
        }
    }

    private DemoCategory FirstCategory(DemoVisit visit)
    {
        var coffee = random.Chance(visit.Customer is { } customer ? (customer.PrefersCoffee ? 0.92 : 0.2) : 0.6);
        var lot = random.Next();
        return coffee
            ? lot < 0.5 ? DemoCategory.SingleOrigin : lot < 0.75 ? DemoCategory.BlendsAndConcentrates : lot < 0.9 ? DemoCategory.BrewingGear
                : DemoCategory.FiltersAndCare
            : lot < 0.45 ? DemoCategory.Batik : lot < 0.7 ? DemoCategory.IkatAndTenun : lot < 0.88 ? DemoCategory.HomeTextiles
                : DemoCategory.GiftsAndSets;
    }
}
