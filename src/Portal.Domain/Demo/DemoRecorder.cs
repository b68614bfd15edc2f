using System.Text;
using Portal.Domain.Demo.Goods;
using Portal.Domain.Demo.Sales;
using Portal.Domain.Demo.Visits;

namespace Portal.Domain.Demo;

/// <summary>Turns what happens in the demo store into events, customers, orders and refunds of the current batch.</summary>
internal sealed class DemoRecorder : IDisposable
{
    private const int NumbersOfAMillisecond = 32_768;

    private static readonly byte[] ServerContext = Encoding.UTF8.GetBytes("""{"library":{"name":"kopi-kain-server"}}""");

    private readonly DemoJson _json = new();
    private readonly byte[]?[] _productViews = new byte[DemoCatalogue.Products.Count][];
    private DemoDay? _day;
    private int _messages;

    public DemoBatch Batch { get; set; } = new();

    public void Page(DemoVisit visit, DemoPage page, DateTimeOffset at, bool isFirst = false)
    {
        visit.Opened = page;
        Add(visit, "page", "page_viewed", page, at, null, isFirst);
    }

    public void Load(DemoLoad load, DateTimeOffset at) =>
        Add(load.Visit, "track", "web_vitals", load.Page, at, _json.Load(load));

    public void List(DemoVisit visit, DemoPage page, DateTimeOffset at) =>
        Add(visit, "track", "product_list_viewed", page, at, _json.List(visit.Category));

    public void Search(DemoVisit visit, string query, int results, DateTimeOffset at) =>
        Add(visit, "track", "products_searched", DemoPage.Search, at, _json.Search(query, results));

    public void View(DemoVisit visit, DemoProduct product, DemoDay day, DateTimeOffset at)
    {
        if (_day != day)
        {
            _day = day;
            Array.Clear(_productViews);
        }

        var properties = _productViews[product.Number] ??= _json.Product(product, day.Prices[product.Number]);
        Add(visit, "track", "product_viewed", product.Page, at, properties);
    }

    public void Put(DemoVisit visit, DemoProduct product, int quantity, DemoDay day, DateTimeOffset at) =>
        Add(visit, "track", "product_added", product.Page, at, _json.Product(product, day.Prices[product.Number], quantity));

    public void Take(DemoVisit visit, DemoProduct product, int quantity, DemoDay day, DateTimeOffset at) =>
        Add(visit, "track", "product_removed", DemoPage.Cart, at, _json.Product(product, day.Prices[product.Number], quantity));

    public void Basket(DemoVisit visit, string name, DemoPage page, DemoDay day, DateTimeOffset at) => Add(
        visit, "track", name, page, at,
        _json.Cart(visit.Cart.Sum(l => l.Quantity * day.Prices[l.Product.Number]), visit.Cart.Sum(l => l.Quantity)));

    public void SignUp(DemoVisit visit, DemoCustomer customer, DateTimeOffset at)
    {
        Batch.Customers.Add(customer);
        Add(visit, "track", "signed_up", DemoPage.Checkout, at, null);
        Identify(visit, customer, at);
    }

    public void Identify(DemoVisit visit, DemoCustomer customer, DateTimeOffset at) =>
        Add(visit, "identify", "identify", DemoPage.Checkout, at, _json.Traits(customer));

    public void Order(DemoVisit visit, DemoOrder order)
    {
        Batch.Orders.Add(order);
        Add(visit, "track", "order_completed", DemoPage.Thanks, order.PlacedAt, _json.Order(order), false, order.Number, order.Total);
    }

    public void Order(DemoOrder order)
    {
        Batch.Orders.Add(order);
        Batch.Events.Add(new(
            NextMessage(order.PlacedAt), "track", "order_completed", order.PlacedAt, null, order.Customer.ExternalId, null, null, "", null,
            order.Number, order.Total, _json.Order(order), ServerContext));
    }

    public void Refund(DemoRefund refund)
    {
        Batch.Refunds.Add(refund);
        Batch.Events.Add(new(
            NextMessage(refund.At), "track", "order_refunded", refund.At, null, refund.CustomerId, null, null, "", null,
            refund.OrderNumber, refund.Amount, _json.Refund(refund), ServerContext));
    }

    public void Dispose() => _json.Dispose();

    private void Add(
        DemoVisit visit, string type, string name, DemoPage page, DateTimeOffset at, byte[]? properties, bool isFirst = false,
        string? orderId = null, decimal? revenue = null)
    {
        var referrer = isFirst && visit.Channel.Referrer.Length > 0 ? visit.Channel.Referrer : null;
        Batch.Events.Add(new(
            NextMessage(at), type, name, at, visit.AnonymousId, visit.Customer?.ExternalId, visit.SessionId, page,
            isFirst ? visit.Channel.Tags : "", referrer, orderId, revenue, properties, _json.Context(visit, isFirst)));
    }

    private string NextMessage(DateTimeOffset at) => DemoId.Message(at, _messages = (_messages + 1) % NumbersOfAMillisecond);
}
