using System.Globalization;
using Portal.Domain.Events;
using Portal.Testing.Events;

namespace Portal.Infrastructure.Tests.Live;

/// <summary>Two and a half hours of a small shop: gaps around half an hour, late events, bots, touches, the same order twice.</summary>
internal sealed class RandomLiveShop(int seed, DateTime now)
{
    private static readonly string[] Channels = ["email", "paid_social", "organic_search"];
    private static readonly string[] Countries = ["ID", "SG", "NL"];

    private readonly Random _random = new(seed);
    private int _number;

    public List<TestEvent> Events(int count) => [.. Enumerable.Range(0, count).Select(_ => Next())];

    private TestEvent Next()
    {
        // Five-minute steps, so that gaps of exactly half an hour happen; milliseconds keep instants apart.
        _number++;
        var at = now.AddMinutes(-5 * _random.Next(30)).AddMilliseconds(-_number);
        var visitor = _random.Next(14);
        var received = _random.Next(4) == 0 ? at + ((now - at) * _random.NextDouble()) : at;
        var happened = Kind(at) with
        {
            MessageId = string.Create(CultureInfo.InvariantCulture, $"m-{seed}-{_number}"),
            AnonymousId = visitor == 13 ? null : $"b-{visitor}",
            UserId = visitor == 13 ? "u-1" : null,
            ReceivedAt = new DateTime(received.Ticks / 10 * 10, DateTimeKind.Utc),
            IsBot = visitor == 12,
            Country = _random.Next(3) == 0 ? Countries[_random.Next(3)] : null,
            City = _random.Next(5) == 0 ? "Bandung" : null,
        };
        return _random.Next(4) == 0 ? happened with { Channel = Channels[_random.Next(3)], Source = "letter", Campaign = "harvest" }
            : happened;
    }

    private TestEvent Kind(DateTime at) => _random.Next(10) switch
    {
        0 => new(EventName.OrderCompleted, at)
        {
            OrderId = $"o-{_random.Next(12)}",
            Revenue = _random.Next(1, 200) / 4m,
            Currency = _random.Next(4) == 0 ? "USD" : "IDR",
            Properties = """{"products": [{"sku": "p-2", "name": "Toraja", "price": 3.5, "quantity": 2}, {"name": "Gayo", "price": 1}, {"note": "no id"}]}""",
        },
        1 => new(EventName.ProductAdded, at) { Properties = """{"sku": "p-2", "name": "Toraja", "price": 3.5}""" },
        2 => new(EventName.CheckoutStarted, at) { Properties = """{"value": 12.5}""" },
        3 or 4 => new(EventName.ProductViewed, at) { Properties = $$"""{"product_id": "p-{{_random.Next(9)}}", "name": "Name {{_random.Next(3)}}"}""" },
        5 => new("cart_viewed", at),
        _ => new(EventName.PageViewed, at) { Path = _random.Next(2) == 0 ? "/" : "/about" },
    };
}
