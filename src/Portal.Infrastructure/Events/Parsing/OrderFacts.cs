using System.Buffers.Text;
using Portal.Infrastructure.Events.Rows;

namespace Portal.Infrastructure.Events.Parsing;

/// <summary>What an order's event says of the order; the values are JSON tokens.</summary>
internal ref struct OrderFacts
{
    public ReadOnlySpan<byte> OrderId;
    public ReadOnlySpan<byte> Currency;
    private ReadOnlySpan<byte> _revenue;
    private ReadOnlySpan<byte> _total;
    private ReadOnlySpan<byte> _value;

    public OrderFacts(ReadOnlySpan<byte> properties)
    {
        foreach (var member in new JsonMembers(properties))
        {
            _ = member.IsNull || member.Fill("order_id"u8, ref OrderId) || member.Fill("orderId"u8, ref OrderId)
                || member.Fill("transaction_id"u8, ref OrderId) || member.Fill("currency"u8, ref Currency)
                || member.Fill("revenue"u8, ref _revenue) || member.Fill("total"u8, ref _total) || member.Fill("value"u8, ref _value);
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
