using System.Text;
using Portal.Domain.Events;

namespace Portal.Infrastructure.Live.Counting;

/// <summary>
/// What the day's events say of each product, about 150 bytes each. Past twice <paramref name="max"/> products, those
/// with the least revenue and the fewest views are let go.
/// </summary>
internal sealed class DayProducts(int max = 20_000)
{
    private const int Shown = 6;

    private readonly Dictionary<long, Product> _products = [];

    /// <summary>Products in memory.</summary>
    public int Kept => _products.Count;

    /// <summary>Adds views that were counted elsewhere.</summary>
    public void Add(string id, string? name, long namedAt, long views)
    {
        var bytes = Encoding.UTF8.GetBytes(id);
        var product = Find(VisitorId.Hash(bytes), bytes);
        product.Views += views;
        if (name is not null)
        {
            product.Call(Encoding.UTF8.GetBytes(name), namedAt);
        }
    }

    /// <summary>Learns a product and what it is called now, and returns the number by which it goes.</summary>
    public long Meet(in ProductFacts facts, long at)
    {
        var number = VisitorId.Hash(facts.Id);
        var product = Find(number, facts.Id);
        if (!facts.Name.IsEmpty)
        {
            product.Call(facts.Name, at);
        }

        return number;
    }

    /// <summary>Counts a view of a product that was met.</summary>
    public void View(long product) => _products[product].Views++;

    /// <summary>Adds revenue, or takes it back.</summary>
    public void Sell(long product, decimal revenue)
    {
        if (_products.TryGetValue(product, out var known))
        {
            known.Revenue += revenue;
        }
    }

    /// <summary>Begins a day; what products are called stays known.</summary>
    public void Clear()
    {
        foreach (var product in _products.Values)
        {
            (product.Views, product.Revenue) = (0, 0);
        }
    }

    public void Sweep()
    {
        if (_products.Count > 2 * max)
        {
            foreach (var (number, _) in _products.OrderByDescending(p => p.Value.Revenue).ThenByDescending(p => p.Value.Views).Skip(max)
                .ToList())
            {
                _products.Remove(number);
            }
        }
    }

    public List<ProductCount> ByRevenue() => Top(p => p.Revenue);

    public List<ProductCount> ByViews() => Top(p => p.Views);

    private List<ProductCount> Top(Func<Product, decimal> measure)
    {
        var min = _products.Count <= Shown ? 0 : Nth(measure);
        return [.. _products.Values.Where(p => measure(p) > 0 && measure(p) >= min).OrderByDescending(measure)
            .ThenBy(p => p.Id, StringComparer.Ordinal)
            .Take(Shown).Select(p => new ProductCount(p.Id, p.Name ?? p.Id, p.Views, p.Revenue))];
    }

    // The least that is shown, in one pass: sorting thousands of products four times a second would cost more.
    private decimal Nth(Func<Product, decimal> measure)
    {
        var top = new PriorityQueue<decimal, decimal>(Shown + 1);
        foreach (var product in _products.Values)
        {
            var value = measure(product);
            if (top.Count < Shown)
            {
                top.Enqueue(value, value);
            }
            else if (value > top.Peek())
            {
                top.EnqueueDequeue(value, value);
            }
        }

        return top.Peek();
    }

    private Product Find(long number, ReadOnlySpan<byte> id)
    {
        if (!_products.TryGetValue(number, out var product))
        {
            _products[number] = product = new(Encoding.UTF8.GetString(id));
        }

        return product;
    }

    private sealed class Product(string id)
    {
        private long _namedAt;
        private long _nameHash;

        public string Id { get; } = id;

        public string? Name { get; private set; }

        public long Views { get; set; }

        public decimal Revenue { get; set; }

        public void Call(ReadOnlySpan<byte> name, long at)
        {
            var hash = VisitorId.Hash(name);
            if (at < _namedAt || (at == _namedAt && hash <= _nameHash))
            {
                return;
            }

            Name = hash == _nameHash ? Name : Encoding.UTF8.GetString(name);
            (_namedAt, _nameHash) = (at, hash);
        }
    }
}
