using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Portal.Domain.Demo.Goods;
using Portal.Domain.Demo.Sales;
using Portal.Domain.Demo.Visits;

namespace Portal.Domain.Demo;

/// <summary>Writes the JSON of the demo's events into one buffer that is used again and again.</summary>
internal sealed class DemoJson : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private readonly Utf8JsonWriter _writer;
    private readonly Dictionary<(int Place, DemoDevice Device, int Channel), byte[]> _contexts = [];

    public DemoJson() => _writer = new(_buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    /// <summary>The context of a visit's messages; only the first one carries the campaign that brought the visitor.</summary>
    public byte[] Context(DemoVisit visit, bool isFirst)
    {
        var key = (visit.Place.Number, visit.Device, isFirst && visit.Channel.Source.Length > 0 ? visit.Channel.Number : -1);
        if (!_contexts.TryGetValue(key, out var context))
        {
            _contexts[key] = context = Build(w => WriteContext(w, visit, key.Item3 >= 0));
        }

        return context;
    }

    public byte[] Product(DemoProduct product, decimal price, int quantity = 0) => Build(w =>
    {
        WriteProduct(w, product, price, quantity);
        w.WriteString("category", DemoCatalogue.NameOf(product.Category));
        w.WriteString("currency", DemoProfile.Currency);
    });

    public byte[] List(DemoCategory category) => Build(w =>
    {
        w.WriteString("list_id", DemoCatalogue.Lists[(int)category].Path[13..]);
        w.WriteString("category", DemoCatalogue.NameOf(category));
    });

    public byte[] Search(string query, int results) => Build(w =>
    {
        w.WriteString("query", query);
        w.WriteNumber("results", results);
    });

    public byte[] Cart(decimal value, int items) => Build(w =>
    {
        w.WriteNumber("value", value);
        w.WriteNumber("items", items);
        w.WriteString("currency", DemoProfile.Currency);
    });

    public byte[] Load(DemoLoad load) => Build(w =>
    {
        w.WriteNumber("ttfb", load.FirstByte);
        w.WriteNumber("fcp", load.FirstPaint);
        if (load.LargestPaint is { } paint)
        {
            w.WriteNumber("lcp", paint);
        }

        if (load.LayoutShift is { } shift)
        {
            w.WriteNumber("cls", shift);
        }

        if (load.Interaction is { } interaction)
        {
            w.WriteNumber("inp", interaction);
        }
    });

    public byte[] Traits(DemoCustomer customer) => Build(w =>
    {
        w.WriteString("email", customer.Email);
        w.WriteString("firstName", customer.FirstName);
        w.WriteString("lastName", customer.LastName);
        w.WriteString("createdAt", customer.CreatedAt.UtcDateTime);
        w.WriteStartObject("address");
        w.WriteString("city", customer.Place.City);
        w.WriteString("country", customer.Place.Country);
        w.WriteEndObject();
    });

    public byte[] Order(DemoOrder order) => Build(w =>
    {
        w.WriteString("order_id", order.Number);
        w.WriteNumber("total", order.Total);
        w.WriteNumber("revenue", order.Total);
        w.WriteNumber("subtotal", order.Subtotal);
        w.WriteNumber("discount", order.Discount);
        w.WriteNumber("tax", order.Tax);
        w.WriteNumber("shipping", order.Shipping);
        if (order.Coupon is not null)
        {
            w.WriteString("coupon", order.Coupon);
        }

        w.WriteString("currency", DemoProfile.Currency);
        w.WriteStartArray("products");
        foreach (var line in order.Lines)
        {
            w.WriteStartObject();
            WriteProduct(w, line.Product, line.UnitPrice, line.Quantity);
            w.WriteEndObject();
        }

        w.WriteEndArray();
    });

    public byte[] Refund(DemoRefund refund) => Build(w =>
    {
        w.WriteString("order_id", refund.OrderNumber);
        w.WriteNumber("total", refund.Amount);
        w.WriteNumber("revenue", refund.Amount);
        w.WriteString("currency", DemoProfile.Currency);
    });

    public void Dispose() => _writer.Dispose();

    private static void WriteContext(Utf8JsonWriter writer, DemoVisit visit, bool withCampaign)
    {
        writer.WriteString("userAgent", visit.Device.UserAgent);
        writer.WriteString("locale", visit.Place.Locale);
        writer.WriteStartObject("location");
        writer.WriteString("country", visit.Place.Country);
        writer.WriteString("region", visit.Place.Region);
        writer.WriteString("city", visit.Place.City);
        writer.WriteEndObject();
        if (withCampaign)
        {
            writer.WriteStartObject("campaign");
            writer.WriteString("source", visit.Channel.Source);
            writer.WriteString("medium", visit.Channel.Medium);
            writer.WriteString("name", visit.Channel.Campaign);
            writer.WriteEndObject();
        }
    }

    private static void WriteProduct(Utf8JsonWriter writer, DemoProduct product, decimal price, int quantity)
    {
        writer.WriteString("product_id", product.ProductSku);
        writer.WriteString("sku", product.Sku);
        writer.WriteString("name", product.Name);
        if (product.Option.Length > 0)
        {
            writer.WriteString("variant", product.Option);
        }

        writer.WriteNumber("price", price);
        if (quantity > 0)
        {
            writer.WriteNumber("quantity", quantity);
        }
    }

    private byte[] Build(Action<Utf8JsonWriter> write)
    {
        _buffer.ResetWrittenCount();
        _writer.Reset();
        _writer.WriteStartObject();
        write(_writer);
        _writer.WriteEndObject();
        _writer.Flush();
        return _buffer.WrittenSpan.ToArray();
    }
}
