using Portal.Domain.Demo.Goods;

namespace Portal.Domain.Demo.Sales;

/// <summary>Where customers who would rather talk to somebody order by phone or in a chat, without a visit to the web shop.</summary>
internal sealed class DemoDesk(DemoRandom random, DemoRecorder recorder, DemoTill till)
{
    /// <summary>Takes an order of what is there; null when nothing that the customer wants is.</summary>
    public DemoOrder? Take(DemoCustomer customer, string channel, DemoDay day, DateTimeOffset at)
    {
        var category = customer.PrefersCoffee ? DemoCategory.SingleOrigin : DemoCategory.Batik;
        var lines = new List<DemoOrderLine>();
        for (var wanted = 1 + random.Next(3); wanted > 0; wanted--)
        {
            var product = day.From(category, random);
            if (day.InStock[product.Number] && random.Chance(day.Readiness[product.Number]) && !lines.Exists(l => l.Product == product))
                lines.Add(new(product, product.Price > 250_000 || random.Chance(0.7) ? 1 : 2, day.Prices[product.Number], 0));
            category = DemoCatalogue.AffinityOf(category)[random.Next(2)];
        }

        if (lines.Count == 0)
            return null;

        var order = till.Place(customer, at, channel, null, lines);
        recorder.Order(order);
        return order;
    }
}
