using System.Buffers.Text;
using System.Text.Json;

namespace Portal.Infrastructure.Events.Parsing;

/// <summary>What columns of their own hold of a message's properties and context; the values are JSON tokens.</summary>
internal ref struct MessageFacts
{
    public ReadOnlySpan<byte> Url;
    public ReadOnlySpan<byte> Path;
    public ReadOnlySpan<byte> Title;
    public ReadOnlySpan<byte> Referrer;
    public ReadOnlySpan<byte> SessionId;
    public ReadOnlySpan<byte> OrderId;
    public ReadOnlySpan<byte> Currency;
    private ReadOnlySpan<byte> _revenue;
    private ReadOnlySpan<byte> _total;
    private ReadOnlySpan<byte> _value;

    public void ReadContext(ReadOnlySpan<byte> context)
    {
        if (context.IsEmpty)
        {
            return;
        }

        var reader = new Utf8JsonReader(context);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isPage = reader.ValueTextEquals("page"u8);
            var isSession = reader.ValueTextEquals("sessionId"u8);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            var value = context[start..(int)reader.BytesConsumed];
            if (isPage && value[0] == '{')
            {
                ReadPage(value);
            }
            else if (isSession)
            {
                SessionId = value;
            }
        }
    }

    /// <summary>Takes the page's fields; those that are already known win.</summary>
    public void ReadPage(ReadOnlySpan<byte> page)
    {
        var reader = new Utf8JsonReader(page);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            var value = page[start..(int)reader.BytesConsumed];
            if (name.SequenceEqual("url"u8) && Url.IsEmpty)
            {
                Url = value;
            }
            else if (name.SequenceEqual("path"u8) && Path.IsEmpty)
            {
                Path = value;
            }
            else if (name.SequenceEqual("title"u8) && Title.IsEmpty)
            {
                Title = value;
            }
            else if (name.SequenceEqual("referrer"u8) && Referrer.IsEmpty)
            {
                Referrer = value;
            }
        }
    }

    public void ReadOrder(ReadOnlySpan<byte> properties)
    {
        if (properties.IsEmpty)
        {
            return;
        }

        var reader = new Utf8JsonReader(properties);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            var value = properties[start..(int)reader.BytesConsumed];
            if (value.SequenceEqual("null"u8))
            {
                continue;
            }

            if (name.SequenceEqual("order_id"u8) || name.SequenceEqual("orderId"u8) || name.SequenceEqual("transaction_id"u8))
            {
                OrderId = value;
            }
            else if (name.SequenceEqual("currency"u8))
            {
                Currency = value;
            }
            else if (name.SequenceEqual("revenue"u8))
            {
                _revenue = value;
            }
            else if (name.SequenceEqual("total"u8))
            {
                _total = value;
            }
            else if (name.SequenceEqual("value"u8))
            {
                _value = value;
            }
        }
    }

    /// <summary>The order's money: <c>revenue</c>, or <c>total</c>, or Google Analytics' <c>value</c>, as number or text.</summary>
    /// <returns>False when it is there and not an amount.</returns>
    public readonly bool TryGetRevenue(out decimal? revenue)
    {
        var token = !_revenue.IsEmpty ? _revenue : !_total.IsEmpty ? _total : _value;
        revenue = null;
        if (token.IsEmpty)
        {
            return true;
        }

        var digits = token[0] == '"' ? token[1..^1] : token;
        if (!Utf8Parser.TryParse(digits, out decimal amount, out var consumed) || consumed != digits.Length
            || amount is <= -100_000_000_000_000m or >= 100_000_000_000_000m)
        {
            return false;
        }

        revenue = amount;
        return true;
    }
}
