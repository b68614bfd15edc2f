using Npgsql;
using Portal.Domain.Events;

namespace Portal.Infrastructure.Analytics.Projection;

/// <summary>Differences for <c>product_rollups</c>: what was seen and put into carts by event, what was bought by order.</summary>
internal sealed class ProductRollup() : CountRollup<ProductRollup.Key, ProductRollup.Measures>(Merge, Sweep)
{
    private const string Merge = """
        insert into product_rollups as t (tenant_id, day, is_bot, product_id, views, adds, removes, orders, units, revenue)
        select $1, * from unnest($2::date[], $3::boolean[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[],
          $9::numeric[], $10::numeric[])
        on conflict (tenant_id, day, is_bot, product_id) do update set
          views = t.views + excluded.views, adds = t.adds + excluded.adds, removes = t.removes + excluded.removes,
          orders = t.orders + excluded.orders, units = t.units + excluded.units, revenue = t.revenue + excluded.revenue
        """;

    private const string Sweep = """
        delete from product_rollups t using unnest($2::date[], $3::boolean[], $4::text[]) as k (day, is_bot, product_id)
        where t.tenant_id = $1 and t.day = k.day and t.is_bot = k.is_bot and t.product_id = k.product_id
          and t.views = 0 and t.adds = 0 and t.removes = 0 and t.orders = 0
        """;

    public void Add(in EventFact fact, DateOnly day, int sign)
    {
        if (fact.ProductId is not { Length: > 0 } product)
        {
            return;
        }

        var measures = fact.Name switch
        {
            EventName.ProductViewed => new Measures { Views = sign },
            EventName.ProductAdded => new Measures { Adds = sign },
            EventName.ProductRemoved => new Measures { Removes = sign },
            _ => default,
        };
        Count(new(day, fact.IsBot, product), measures);
    }

    /// <summary>Counts an order's lines, or takes them back.</summary>
    public void Add(StoredOrder order, bool isRemoved = false)
    {
        var sign = isRemoved ? -1 : 1;
        foreach (var product in order.Lines.GroupBy(l => l.ProductId))
        {
            Count(new(order.Day, order.IsBot, product.Key), new()
            {
                Orders = sign,
                Units = sign * product.Sum(l => l.Quantity),
                Revenue = sign * product.Sum(l => l.Quantity * l.Price),
            });
        }
    }

    protected override Measures Sum(Measures left, Measures right) => new(
        left.Views + right.Views, left.Adds + right.Adds, left.Removes + right.Removes, left.Orders + right.Orders,
        left.Units + right.Units, left.Revenue + right.Revenue);

    protected override bool IsNegative(Measures measures) =>
        measures.Views < 0 || measures.Adds < 0 || measures.Removes < 0 || measures.Orders < 0;

    protected override void AddKey(NpgsqlCommand command, List<KeyValuePair<Key, Measures>> rows)
    {
        command.Column(rows, r => r.Key.Day);
        command.Column(rows, r => r.Key.IsBot);
        command.Column(rows, r => r.Key.ProductId);
    }

    protected override void AddMeasures(NpgsqlCommand command, List<KeyValuePair<Key, Measures>> rows)
    {
        command.Column(rows, r => r.Value.Views);
        command.Column(rows, r => r.Value.Adds);
        command.Column(rows, r => r.Value.Removes);
        command.Column(rows, r => r.Value.Orders);
        command.Column(rows, r => r.Value.Units);
        command.Column(rows, r => r.Value.Revenue);
    }

    internal readonly record struct Key(DateOnly Day, bool IsBot, string ProductId);

    internal readonly record struct Measures(long Views, long Adds, long Removes, long Orders, decimal Units, decimal Revenue);
}
