using System.Globalization;
using Portal.Domain.Events;
using Portal.Testing.Events;

namespace Portal.Infrastructure.Tests.Analytics.Projection;

/// <summary>Events of a small shop in random order: late, with gaps around half an hour, bots, several browsers a person.</summary>
internal sealed class RandomShop(int seed)
{
    private static readonly string[] Pages = ["/", "/sale", "/p/1", "/p/2", "/about"];
    private static readonly string[] Queries = ["shoe", " Shoe", "scarf", "nothing here"];
    private static readonly (
        string Channel, string Source, string? Medium)[] Ways = [("organic_search", "google", "organic"), ("email", "letter", "email"),
        ("paid_social", "tiktok", null)];
    private static readonly string[] Browsers = ["Chrome", "Safari", "Firefox"];

    private readonly Random _random = new(seed);
    private int _number;

    public List<TestEvent> Events(int count) => [.. Enumerable.Range(0, count).Select(_ => Next())];

    private TestEvent Next()
    {
        // Ten-minute steps, so that gaps of exactly half an hour happen; microseconds keep instants apart.
        _number++;
        var at = new DateTime(2026, 3, 27, 20, 0, 0, DateTimeKind.Utc).AddMinutes(10 * _random.Next(3 * 144)).AddTicks(10 * _number);
        var browser = _random.Next(9);
        var way = Ways[_random.Next(Ways.Length)];
        var happened = Kind(at) with
        {
            MessageId = string.Create(CultureInfo.InvariantCulture, $"m-{seed}-{_number}"),
            AnonymousId = $"b-{browser}",
            ReceivedAt = at.AddMinutes(_random.Next(4) == 0 ? 300 : 0),
            IsBot = browser == 8,
            Device = _random.Next(3) == 0 ? null : "mobile",
            Country = _random.Next(4) == 0 ? "ID" : null,
            Channel = _random.Next(3) == 0 ? way.Channel : null,
        };
        happened = happened.Channel is null ? happened
            : happened with { Source = way.Source, Medium = way.Medium, Campaign = _number % 3 == 0 ? null : $"c-{_number % 3}" };
        happened = happened.Device is null ? happened
            : happened with { Browser = Browsers[_number % 3], Os = _number % 2 == 0 ? "Android" : "iOS" };
        happened = happened.Country is null ? happened : happened with { Region = _number % 2 == 0 ? "JK" : null };
        return _random.Next(12) switch
        {
            0 => happened with { UserId = $"u-{_random.Next(4)}" },
            1 => happened with { AnonymousId = null, UserId = $"u-{_random.Next(4)}" },
            _ => happened,
        };
    }

    private TestEvent Kind(DateTime at) => _random.Next(15) switch
    {
        0 => Order(at),
        1 => new(EventName.OrderRefunded, at) { OrderId = $"o-{_random.Next(30)}", Revenue = 7.5m },
        2 or 3 => new(EventName.ProductViewed, at) { Properties = """{"product_id":"p-1","name":"Name NUMBER"}""".Replace("NUMBER", $"{_number}") },
        4 => new(EventName.ProductAdded, at) { Properties = """{"sku":"p-2"}""" },
        5 => new(EventName.CheckoutStarted, at),
        6 => new(EventName.ProductsSearched, at) { Properties = $$"""{"query":"{{Queries[_random.Next(4)]}}","results":{{_random.Next(2)}}}""" },
        7 => new("alias", at) { UserId = $"u-{_random.Next(4)}", Context = $$"""{"previousId":"u-{{_random.Next(6)}}"}""" },
        8 or 9 => new(EventName.WebVitals, at)
        {
            Path = _random.Next(8) == 0 ? null : Pages[_random.Next(Pages.Length)],
            Properties = Vitals()
        },
        _ => new(EventName.PageViewed, at) { Path = Pages[_random.Next(Pages.Length)] },
    };

    // Some of what comes from browsers makes no sense.
    private string Vitals() => string.Create(CultureInfo.InvariantCulture, $$"""
        {"lcp":{{Math.Exp(_random.Next(4, 15))}},"cls":{{(_random.Next(9) == 0 ? "1e3" : $"0.{_random.Next(0, 4000):0000}")}},"ttfb":{{_random.Next(-20, 3000)}},
        "fcp":{{(_random.Next(5) == 0 ? "\"fast\"" : _random.Next(90, 110) + (_random.Next(10) / 10m))}},"inp":{{(_random.Next(3) == 0 ? "null" : "8.5")}} }
        """);

    private TestEvent Order(DateTime at) => new(EventName.OrderCompleted, at)
    {
        OrderId = $"o-{_random.Next(30)}",
        Revenue = _random.Next(1, 200) / 4m,
        Currency = _random.Next(6) == 0 ? "USD" : "EUR",
        Properties = """{"products":[{"product_id":"p-1","quantity":2,"price":3.5},{"sku":"p-2","price":1},{"note":"no id"}]}""",
    };
}
