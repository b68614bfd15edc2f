using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Portal.Domain.Imports;
using Portal.Domain.Shared.Tables;
using Portal.Infrastructure.Imports;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.Tests.Imports;

/// <summary>Whatever a cell holds rejects its row: the others are taken, other stores go on, and the host lives.</summary>
public sealed class ImportPoisonTests(ImportPoisonTests.App app) : IClassFixture<ImportPoisonTests.App>
{
    private static readonly string Long = string.Concat(Enumerable.Range(0, 1500)
        .Select(number => ((number * 7919) + 104729).ToString("x8", System.Globalization.CultureInfo.InvariantCulture)));

    private static readonly string[] Texts = ["a\0b", "\\u0000", Long, "😀😀", "\u2028", "ZZZZ", "'; drop table orders; --"];

    private static readonly string[] Numbers =
    [
        "99999999999999", "-99999999999999", "99999999999999.9999", "99999999999999.99999", "2147483648", "1e400",
            "79228162514264337593543950335", "0.00000000000001", "NaN", "∞", "-0",
        new('9', 70),
    ];

    private static readonly string[] Dates =
    [
        "0001-01-01", "0001-01-01 00:00:01", "0001-01-01T00:00:00+14:00", "0001-01-02T00:00:00Z", "9999-12-31", "9999-12-31 23:59:59",
            "9999-12-31T23:59:59-12:00", "1753-01-01", "1899-12-30",
        "2024-02-30", "10000-01-01", "30.12.0001",
    ];

    public static TheoryData<string, string> KindsAndZones()
    {
        var data = new TheoryData<string, string>();
        foreach (var kind in ImportKinds.All)
            data.Add(kind.Name, kind.Name.Length % 2 == 0 ? "Pacific/Kiritimati" : "America/Los_Angeles");
        return data;
    }

    [Fact]
    public async Task Import_DateBeforeTheFirstInstant_RejectsTheRowAndLeavesOtherStoresAlone()
    {
        using var poisoned = await ImportApi.OpenAsync(app, "IDR", "Asia/Jakarta");
        using var other = await ImportApi.OpenAsync(app);

        var poison = await poisoned.SendAsync("order_lines",
            "orderId,placedAt,sku,quantity,unitPrice\nQ1,2024-01-01,s,1,1\nQ2,0001-01-01,s,1,1\n");
        var good = await other.ImportAsync("order_lines", "orderId,placedAt,sku,quantity,unitPrice\nQ1,2024-01-01,s,1,1\n");

        Assert.Equal("finished", good.GetProperty("status").GetString());
        var import = await poisoned.FinishAsync(poison);
        Assert.Equal(("finished", 1, 1), Outcome(import));
        Assert.Contains("3,\"Ordered at: “0001-01-01” is not a date that can be read, from 1900 to 2199.\",Q2",
            await poisoned.RejectedAsync(import), StringComparison.Ordinal);
        await AssertAliveAsync();
    }

    [Theory]
    [MemberData(nameof(KindsAndZones))]
    public async Task Import_PoisonInEachCell_TakesTheRowsAroundIt(string kind, string zone)
    {
        using var api = await ImportApi.OpenAsync(app, "IDR", zone);
        var fields = ImportKinds.Find(kind)!.Fields;
        var sample = ImportSample.Of(ImportKinds.Find(kind)!).Split("\r\n")[1].Split(',');
        var file = new StringBuilder(CsvLine.Write(fields.Select(field => field.Name)));
        var rows = 0;
        for (var place = 0; place < fields.Count; place++)
        {
            foreach (var poison in Poison(fields[place]))
            {
                var row = sample.ToArray();
                for (var key = 0; key < fields.Count; key++)
                {
                    if (fields[key].Type == ImportFieldType.Id && fields[key].IsRequired && row[key].Length > 0)
                        row[key] = $"{row[key]}-{rows}";
                }

                row[place] = poison;
                file.Append(string.Join(',', row.Select(cell => $"\"{cell}\""))).Append('\n');
                rows++;
            }
        }

        var import = await api.ImportAsync(kind, file.ToString());

        Assert.Equal("finished", import.GetProperty("status").GetString());
        Assert.Equal(rows, import.GetProperty("counts").GetProperty("rows").GetInt32());
        var rejected = await app.Database.ListAsync<string>("select distinct reason from import_rejections where tenant_id = $1",
            api.TenantId);
        Assert.All(rejected, reason => Assert.EndsWith(".", reason, StringComparison.Ordinal));
        Assert.Empty(app.Faults.Newest);
        await AssertReadableAsync(api);
    }

    [Fact]
    public async Task Import_AmountsThatOnlyTogetherAreTooLarge_RejectsTheirOrderAndTakesTheOthers()
    {
        using var api = await ImportApi.OpenAsync(app, "IDR", "Asia/Jakarta");
        var file = new StringBuilder("orderId,placedAt,sku,quantity,unitPrice\n");
        for (var order = 0; order < 300; order++)
            file.Append(System.Globalization.CultureInfo.InvariantCulture, $"O{order},2024-01-01,s{order},1,10\n");
        for (var line = 0; line < 12; line++)
            file.Append("SUM,2024-01-01,s,1,9000000000000\n");
        file.Append("PRODUCT,2024-01-01,s,90000000000000,90000000000000\nLAST,2024-01-01,s,1,1\n");

        var import = await api.ImportAsync("order_lines", file.ToString());
        var tried = await api.ImportAsync("order_lines", file.ToString(), isDryRun: true);

        Assert.Equal(("finished", 301, 13), Outcome(import));
        Assert.Equal(("finished", 301, 13), Outcome(tried));
        Assert.Equal(3001m, (await api.SummaryAsync("2024-01-01", "2024-01-31")).GetProperty("gross").GetDecimal());
        Assert.Contains("A number, or what numbers come to, is too large to be kept, here or in another row of the same order id.",
            await api.RejectedAsync(import), StringComparison.Ordinal);
        Assert.Contains("Unit price: the amount is too large to be counted.", await api.RejectedAsync(import), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_TextInUtf16WithHalvesOfCharacters_IsTaken()
    {
        using var api = await ImportApi.OpenAsync(app);
        byte[] file = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("sku,name\nTEA,Tea "), 0x00, 0xD8, .. Encoding.Unicode.GetBytes("\nCUP,"),
            0x00, 0xDC, 0x41, 0x00, 0x0A, 0x00];

        var import = await api.FinishAsync(await api.SendAsync("products", new MemoryStream(file)));

        Assert.Equal(("finished", 2, 0), Outcome(import));
    }

    private static string[] Poison(ImportField field) => field.Type switch
    {
        ImportFieldType.Number => [.. Numbers, "x"],
        ImportFieldType.Instant or ImportFieldType.Day => [.. Dates, "x", Long],
        ImportFieldType.Flag => ["maybe", "2", Long],
        _ => Texts,
    };

    private static (string?, int, int) Outcome(JsonElement import) => (
        import.GetProperty("status").GetString(), import.GetProperty("counts").GetProperty("merged").GetInt32(),
            import.GetProperty("counts").GetProperty("rejected").GetInt32());

    // What was taken can be read again: no date lies where .NET has none.
    private static async Task AssertReadableAsync(ImportApi api)
    {
        foreach (var address in (string[])["orders", "customers", "products", "variants", "prices", "refunds", "returns",
            "purchase-orders", "reviews", "campaigns", "ad-spend", "seasons", "exchange-rates", "shipments"])
        {
            using var answer = await api.GetAsync($"/api/v1/{address}");
            Assert.True(answer.IsSuccessStatusCode, $"{address}: {answer.StatusCode}");
        }
    }

    private async Task AssertAliveAsync()
    {
        using var client = app.CreateClient();
        using var answer = await client.GetAsync(new Uri("/health/live", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode);
    }

    public sealed class App : PortalApp
    {
        public FaultLog Faults { get; } = new();

        protected override void Configure(WebApplicationBuilder builder) => builder.Logging.AddProvider(Faults);
    }
}
