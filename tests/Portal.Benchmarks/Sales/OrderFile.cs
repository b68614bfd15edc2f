using System.Globalization;
using System.IO.Compression;
using Portal.Benchmarks.Exchange;

namespace Portal.Benchmarks.Sales;

/// <summary>
/// A month of a shop's order lines as a gzipped CSV file: three lines an order, few products that sell every minute and many
/// that sell now and then, customers who come again, one order in thirty given back.
/// </summary>
internal sealed class OrderFile(int seed)
{
    private const string Mapping = """
        {"Order":"orderId","Sku":"sku","Name":"name","Quantity":"quantity","At":"orderedAt","Price":"unitPrice","Customer":"customerId","Country":"country"}
        """;

    private const string Options = """{"refundPrefix":"C"}""";

    /// <summary>Products of the shop.</summary>
    public const int Products = 5_000;

    private const int Customers = 400_000;
    private const int LinesOfAnOrder = 3;

    private static readonly string[] Countries = ["GB", "DE", "FR", "NL", "IE", "US", "ID", "SG"];

    private readonly Random _random = new(seed);
    private long _number;

    /// <summary>Lines written so far.</summary>
    public long Lines { get; private set; }

    /// <summary>Writes the orders of the days from the first to the last, spread evenly.</summary>
    public async Task WriteAsync(string path, DateOnly first, DateOnly last, int orders)
    {
        await using var file = File.Create(path);
        await using var gzip = new GZipStream(file, CompressionLevel.Fastest);
        await using var text = new StreamWriter(gzip);
        await text.WriteLineAsync("Order,Sku,Name,Quantity,At,Price,Customer,Country");
        var from = first.ToDateTime(default);
        var step = (last.AddDays(1).ToDateTime(default) - from) / orders;
        for (var order = 0; order < orders; order++)
        {
            await text.WriteAsync(Order(from + (step * order)));
        }
    }

    /// <summary>Hands a file in that was written by this class, and waits for its end.</summary>
    /// <returns>Seconds until then.</returns>
    public static async Task<double> ImportAsync(ImportClient api, string path)
    {
        await using var file = File.OpenRead(path);
        return await api.ImportAsync("order_lines", file, ("mapping", Mapping), ("options", Options));
    }

    private string Order(DateTime at)
    {
        var number = _number++;
        var customer = _random.Next(Customers);
        var lines = 1 + _random.Next((2 * LinesOfAnOrder) - 1);
        var written = new System.Text.StringBuilder();
        var product = 0;
        for (var line = 0; line < lines; line++)
        {
            // The square of an even number between 0 and 1 prefers the first products.
            product = (int)(Math.Pow(_random.NextDouble(), 2) * Products);
            Append(written, $"{number}", product, 1 + _random.Next(3), at, customer);
        }

        if (_random.Next(30) == 0)
            Append(written, $"C{number}", product, -1, at.AddDays(2), customer);
        return written.ToString();
    }

    private void Append(System.Text.StringBuilder written, string order, int product, int quantity, DateTime at, int customer)
    {
        Lines++;
        written.Append(CultureInfo.InvariantCulture,
            $"{order},P-{product:0000},Product "
                + $"{product},{quantity},{at:yyyy-MM-dd HH:mm:ss},{5 + (product % 90)}.{product % 100:00},c-{customer},{Countries[customer % Countries.Length]}\n");
    }
}
