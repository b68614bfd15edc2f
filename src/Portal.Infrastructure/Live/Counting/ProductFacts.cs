using System.Text;
using System.Text.Json;
using Portal.Domain.Events;
using Portal.Infrastructure.Events.Parsing;

namespace Portal.Infrastructure.Live.Counting;

/// <summary>
/// A product as an event's properties or a line of an order name it: <c>product_id</c>, else <c>sku</c>, else <c>name</c>.
/// </summary>
internal readonly ref struct ProductFacts
{
    private const decimal TooMuch = 1_000_000_000m;

    private readonly ReadOnlySpan<byte> _name;
    private readonly ReadOnlySpan<byte> _id;
    private readonly bool _isNamed;

    /// <summary>Reads the object that the reader has come to, up to its end.</summary>
    public ProductFacts(scoped ref Utf8JsonReader reader)
    {
        ReadOnlySpan<byte> id = default, sku = default;
        bool hasId = false, hasSku = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("product_id"u8))
            {
                hasId = TryText(ref reader, out id);
            }
            else if (reader.ValueTextEquals("sku"u8))
            {
                hasSku = TryText(ref reader, out sku);
            }
            else if (reader.ValueTextEquals("name"u8))
            {
                _isNamed = TryText(ref reader, out _name);
            }
            else if (reader.ValueTextEquals("quantity"u8))
            {
                Quantity = Number(ref reader);
            }
            else if (reader.ValueTextEquals("price"u8))
            {
                Price = Number(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        _id = hasId ? id : hasSku ? sku : _name;
    }

    /// <summary>Empty for a product that nothing names.</summary>
    public ReadOnlySpan<byte> Id => Utf8Text.Cut(_id, EventLimits.ProductIdBytes);

    /// <summary>Empty when it is not told.</summary>
    public ReadOnlySpan<byte> Name => _isNamed ? _name : default;

    /// <summary>Null when it is not told, or no number that a quantity can be.</summary>
    public decimal? Quantity { get; }

    public decimal? Price { get; }

    /// <summary>What a line of an order with this product comes to.</summary>
    public decimal Amount => (Quantity ?? 1) * (Price ?? 0) is var amount && Math.Abs(amount) < EventLimits.MaxLineAmount ? amount : 0;

    /// <summary>The product that an event is about.</summary>
    public static ProductFacts OfEvent(ReadOnlySpan<byte> properties)
    {
        var reader = new Utf8JsonReader(properties);
        reader.Read();
        return new(ref reader);
    }

    private static bool TryText(scoped ref Utf8JsonReader reader, out ReadOnlySpan<byte> text)
    {
        reader.Read();
        text = default;
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number))
        {
            reader.Skip();
            return false;
        }

        text = reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan;
        return true;
    }

    private static decimal? Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out var number) && Math.Abs(number) < TooMuch)
        {
            return Math.Round(number, 4);
        }

        reader.Skip();
        return null;
    }
}
