using System.Text;
using System.Text.Json;
using Portal.Domain.Events;
using Portal.Infrastructure.Events.Rows;

namespace Portal.Infrastructure.Live.Counting;

/// <summary>
/// Orders of yesterday and today: each once, by its first message, on that message's day. About 200 bytes for an order of
/// two products.
/// </summary>
internal sealed class DayOrders(string currency, DayProducts products)
{
    private readonly byte[] _currency = Encoding.ASCII.GetBytes(currency.ToUpperInvariant());
    private readonly Dictionary<long, Order> _orders = [];
    private LiveDay _day;

    /// <summary>Orders of the day.</summary>
    public int Count { get; private set; }

    /// <summary>Their totals.</summary>
    public decimal Revenue { get; private set; }

    /// <summary>Takes a message of a completed order in.</summary>
    public void Add(in LiveRow row)
    {
        if (row.OrderId.IsEmpty || row.OccurredAt < _day.Before || !IsOurs(row.Currency))
        {
            return;
        }

        var number = VisitorId.Hash(row.OrderId);
        var moment = (row.OccurredAt, row.Tie);
        if (_orders.TryGetValue(number, out var known))
        {
            if (moment.CompareTo(known.Moment) >= 0)
            {
                return;
            }

            CountIn(known, -1);
        }

        var order = new Order(moment, row.IsBot, row.Revenue.IsEmpty ? 0 : NumericFormat.Read(row.Revenue), Lines(row));
        _orders[number] = order;
        CountIn(order, 1);
    }

    /// <summary>Begins a day; the products must have begun it too.</summary>
    public void Begin(LiveDay day)
    {
        _day = day;
        (Count, Revenue) = (0, 0);
        foreach (var (number, order) in _orders.ToList())
        {
            if (order.Moment.At < day.Before)
            {
                _orders.Remove(number);
            }
            else
            {
                CountIn(order, 1);
            }
        }
    }

    private void CountIn(Order order, int sign)
    {
        if (order.IsBot || !_day.Has(order.Moment.At))
        {
            return;
        }

        Count += sign;
        Revenue += sign * order.Revenue;
        foreach (var (product, revenue) in order.Lines)
        {
            products.Sell(product, sign * revenue);
        }
    }

    private bool IsOurs(ReadOnlySpan<byte> sent) => sent.IsEmpty || Ascii.EqualsIgnoreCase(sent, _currency);

    private (long, decimal)[] Lines(in LiveRow row)
    {
        if (row.Properties.IndexOf("\"products\""u8) < 0)
        {
            return [];
        }

        var lines = new List<(long, decimal)>();
        var reader = new Utf8JsonReader(row.Properties);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("products"u8) && reader.Read() && reader.TokenType == JsonTokenType.StartArray)
            {
                AddLines(ref reader, row.OccurredAt, lines);
            }
            else
            {
                reader.Skip();
            }
        }

        return [.. lines];
    }

    private void AddLines(ref Utf8JsonReader reader, long at, List<(long, decimal)> lines)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            var facts = new ProductFacts(ref reader);
            if (!facts.Id.IsEmpty)
            {
                lines.Add((products.Meet(facts, at), facts.Amount));
            }
        }
    }

    private sealed record Order((long At, long Tie) Moment, bool IsBot, decimal Revenue, (long Product, decimal Revenue)[] Lines);
}
