using System.Text.Json;
using Portal.Domain.Shared.Text;

namespace Portal.Infrastructure.Live;

/// <summary>The few members of an event's properties that tell what it was about and what it was worth.</summary>
internal readonly struct LiveDetails
{
    private const int LongestSubject = 120;

    public LiveDetails(ReadOnlySpan<byte> properties)
    {
        if (properties.IsEmpty)
        {
            return;
        }

        string? name = null, query = null;
        decimal? total = null;
        var reader = new Utf8JsonReader(properties);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("name"u8))
            {
                name = Text(ref reader) ?? name;
            }
            else if (reader.ValueTextEquals("query"u8))
            {
                query = Text(ref reader) ?? query;
            }
            else if (reader.ValueTextEquals("currency"u8))
            {
                Currency = Text(ref reader);
            }
            else if (reader.ValueTextEquals("price"u8))
            {
                Price = Number(ref reader);
            }
            else if (reader.ValueTextEquals("quantity"u8))
            {
                Quantity = Number(ref reader);
            }
            else if (reader.ValueTextEquals("value"u8))
            {
                Value = Number(ref reader);
            }
            else if (reader.ValueTextEquals("total"u8))
            {
                total = Number(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        Value ??= total;
        Subject = name ?? query;
    }

    /// <summary>The product's name or the search's words.</summary>
    public string? Subject { get; }

    public string? Currency { get; }

    public decimal? Price { get; }

    public decimal? Quantity { get; }

    /// <summary>A cart's worth.</summary>
    public decimal? Value { get; }

    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return null;
        }

        var text = reader.GetString()!;
        return text.Length <= LongestSubject ? text : ShortText.Of(text, LongestSubject - 1) + "…";
    }

    // Beyond what an amount can be, a number is a mistake and counts as not given.
    private static decimal? Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out var number) && Math.Abs(number) < 1_000_000_000_000m)
        {
            return number;
        }

        reader.Skip();
        return null;
    }
}
