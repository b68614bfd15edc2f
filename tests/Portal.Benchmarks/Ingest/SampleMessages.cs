using System.Globalization;
using System.Text;

namespace Portal.Benchmarks.Ingest;

/// <summary>Messages as a shop's trackers send them: mostly product and page views, some carts, few orders and sign-ups.</summary>
internal static class SampleMessages
{
    /// <summary>Stands where a message's own id is put in before each send; as long as an id.</summary>
    public const string IdPlace = "########-id-of-the-message-########";

    private const int EventsInVisit = 8;

    private static readonly string[] Names = ["Linen shirt", "Trail shoe", "Wool scarf", "Canvas bag", "Rain jacket", "Cotton socks"];

    public static byte[] Batch(int messages, int seed)
    {
        var random = new Random(seed);
        var at = DateTimeOffset.UtcNow;
        var text = new StringBuilder("{\"batch\":[");
        for (var index = 0; index < messages; index++)
        {
            text.Append(index == 0 ? "" : ",").Append(Message(random, at, index / EventsInVisit));
        }

        text.Append(CultureInfo.InvariantCulture, $"],\"sentAt\":\"{at:O}\"}}");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Message(Random random, DateTimeOffset at, int visit)
    {
        var kind = random.Next(100);
        var product = random.Next(5000);
        var (type, members) = kind switch
        {
            < 50 => ("track", $"\"event\":\"Product Viewed\",\"properties\":{{{Product(random, product)}}}"),
            < 80 => ("page",
                $"\"name\":\"Category\",\"properties\":{{\"title\":\"{Name(product)}s of the "
                    + $"season\",\"url\":\"https://shop.example/c/{product % 40}\",\"path\":\"/c/{product % 40}\"}}"),
            < 92 => ("track",
                $"\"event\":\"Product Added\",\"properties\":{{{Product(random, product)},\"cart_id\":\"c-{random.Next(90_000)}\"}}"),
            < 95 => ("identify",
                $"\"userId\":\"u-{random.Next(20_000)}\",\"traits\":{{\"email\":\"customer{random.Next(20_000)}@example.com\",\"firstName\":\"Ada\",\"marketingConsent\":true}}"),
            _ => ("track",
                $"\"event\":\"Order Completed\",\"properties\":{{\"order_id\":\"{random.Next(1_000_000)}\",\"revenue\":{random.Next(20, 300)}.95,\"tax\":6.2,\"shipping\":4.9,\"currency\":\"EUR\",\"products\":[{{{Product(random, product)}}},{{{Product(random, product + 1)}}}]}}"),
        };
        return $$"""
            {"type":"{{type}}","messageId":"{{IdPlace}}","anonymousId":"{{VisitorIds.Place}}{{visit:D4}}",{{members}},"context":{{Context(product)}},"timestamp":"{{at.AddMilliseconds(-random.Next(60_000)):yyyy-MM-ddTHH:mm:ss.fffZ}}"}
            """;
    }

    private static string Product(Random random, int product) => string.Create(CultureInfo.InvariantCulture,
        $"\"product_id\":\"p-{product}\",\"sku\":\"SKU-{product:D5}-M\",\"name\":\"{Name(product)}\",\"category\":\"Clothing\",\"brand\":\"North\",\"variant\":\"M\",\"price\":{random.Next(900, 19_900) / 100m},\"quantity\":1,\"currency\":\"EUR\"");

    private static string Context(int product) =>
        $$"""{"page":{"url":"https://shop.example/p/{{product}}?utm_source=news","path":"/p/{{product}}","title":"{{Name(product)}} | Shop","referrer":"https://www.example.com/"},"userAgent":"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36","locale":"de-DE","timezone":"Europe/Berlin","sessionId":"s-{{product * 7}}","library":{"name":"tracker","version":"1.0.0"},"screen":{"width":1440,"height":900} }""";

    private static string Name(int product) => Names[product % Names.Length];
}
