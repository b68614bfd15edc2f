using System.Diagnostics;
using System.Text.Json;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.Tests.Imports;

/// <summary>
/// A wholesaler's real year, imported as its owner would, against figures counted from the file alone. It lies beside the
/// project when it is there at all.
/// </summary>
public sealed class OnlineRetailTests(PortalApp app) : IClassFixture<PortalApp>
{
    private const string Mapping = """
        {"InvoiceNo":"orderId","StockCode":"sku","Description":"name","Quantity":"quantity","InvoiceDate":"orderedAt","UnitPrice":"unitPrice","CustomerID":"customerId","Country":"country"}
        """;

    private const string Options = """{"refundPrefix":"C","nonProducts":["POST","DOT","M","D","S","B","C2","CRUK","PADS","BANK CHARGES","AMAZONFEE","gift_*"]}""";

    [Fact]
    public async Task Import_TheWholeYear_MatchesTheReferenceInBothBases()
    {
        var path = Find();
        Assert.SkipWhen(path is null, "The data set is not here.");
        using var api = await ImportApi.OpenAsync(app);
        var watch = Stopwatch.StartNew();

        await using (var file = File.OpenRead(path!))
        {
            var import = await api.FinishAsync(await api.SendAsync("order_lines", file, Mapping, Options));
            TestContext.Current.TestOutputHelper?.WriteLine($"{watch.Elapsed} {import}");
            Assert.Equal("finished", import.GetProperty("status").GetString());
            Assert.Equal((541_909, 2_517, 539_392, 19_960 + 3_836), Counts(import));
        }

        // What is left beside five digits is one supplier's own range.
        Assert.Equal(0, await app.Database.ScalarAsync<long>(
            "select count(*) from variants where tenant_id = $1 and sku !~ '^([0-9]{5}|DCGS)'", api.TenantId));
        Assert.Equal(1_126, await app.Database.ScalarAsync<long>(
            "select count(*) from order_lines where tenant_id = $1 and sku = '' and name = 'POSTAGE (POST)'", api.TenantId));
        foreach (var basis in (string[])["event", "order"])
        {
            var year = await api.SummaryAsync("2010-12-01", "2011-12-31", basis);
            Assert.Equal((10_666_684.54m, 896_812.49m, 9_769_872.05m), (Money(year, "gross"), Money(year, "refunds"), Money(year, "net")));
            Assert.Equal((19_960, 4_338, 5_588_376m, 534.403m),
                (year.GetProperty("orders").GetInt32(), year.GetProperty("customers").GetInt32(), Money(year, "units"),
                Money(year, "averageOrderValue")));
            foreach (var (from, to, gross, refunds, orders, customers) in Months)
            {
                var month = await api.SummaryAsync(from, to, basis);
                Assert.Equal((gross, refunds, orders, customers),
                    (Money(month, "gross"), Money(month, "refunds"), month.GetProperty("orders").GetInt32(),
                    month.GetProperty("customers").GetInt32()));
            }
        }
    }

    private static IEnumerable<(string From, string To, decimal Gross, decimal Refunds, int Orders, int Customers)> Months =>
    [
        ("2010-12-01", "2010-12-31", 823_746.14m, 74_789.12m, 1_559, 885),
        ("2011-03-01", "2011-03-31", 717_639.36m, 34_372.28m, 1_454, 974),
        ("2011-06-01", "2011-06-30", 761_739.90m, 70_616.78m, 1_533, 991),
        ("2011-09-01", "2011-09-30", 1_058_590.17m, 38_902.55m, 1_837, 1_266),
        ("2011-11-01", "2011-11-30", 1_509_496.33m, 47_740.08m, 2_769, 1_664),
    ];

    private static (int Rows, int Rejected, int Merged, int Created) Counts(JsonElement import)
    {
        var counts = import.GetProperty("counts");
        return (counts.GetProperty("rows").GetInt32(), counts.GetProperty("rejected").GetInt32(), counts.GetProperty("merged").GetInt32(),
            counts.GetProperty("created").GetInt32());
    }

    private static decimal Money(JsonElement summary, string name) => summary.GetProperty(name).GetDecimal();

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "data", "online_retail", "online_retail.csv.gz");
            if (File.Exists(path))
                return path;
        }

        return null;
    }
}
