using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.Tests.Imports;

/// <summary>
/// A store that comes after others have filled the tables: the server's statistics tell of them alone, so that it takes the
/// newcomer's rows for few however many there are.
/// </summary>
public sealed class SecondStoreTests(PortalApp app) : IClassFixture<PortalApp>
{
    private const int OrderCount = 2_000;
    private const int LinesOfAnOrder = 15;

    [Fact]
    public async Task Import_BesideAnotherStore_IsAsFastAsTheFirst()
    {
        var file = Orders();
        using var first = await ImportApi.OpenAsync(app);
        using var second = await ImportApi.OpenAsync(app);

        var alone = await TimeAsync(first, file);
        Assert.Equal((true, false), (await IsKnownAsync(first), await IsKnownAsync(second)));
        var beside = await TimeAsync(second, file);
        var again = await TimeAsync(second, file);

        TestContext.Current.TestOutputHelper?.WriteLine($"{alone} alone, {beside} beside it, {again} again");
        Assert.InRange(beside / alone, 0, 2.5);
        Assert.InRange(again / alone, 0, 1); // nothing is written
        Assert.True(await IsKnownAsync(second));
    }

    private Task<bool> IsKnownAsync(ImportApi api) => app.Database.ScalarAsync<bool>("select statistics_know_store($1)", api.TenantId);

    private static async Task<TimeSpan> TimeAsync(ImportApi api, string file)
    {
        var watch = Stopwatch.StartNew();
        var import = await api.ImportAsync("order_lines", file, options: """{"refundPrefix":"C"}""");
        Assert.Equal((OrderCount * LinesOfAnOrder, 0),
            (import.GetProperty("counts").GetProperty("rows").GetInt32(), import.GetProperty("counts").GetProperty("rejected").GetInt32()));
        return watch.Elapsed;
    }

    // A fifth of them are refunds, with the prefix by which a file tells them.
    private static string Orders()
    {
        var file = new StringBuilder("order_id,sku,name,quantity,unit_price,ordered_at,customer_id,country\n");
        for (var order = 0; order < OrderCount; order++)
        {
            for (var line = 0; line < LinesOfAnOrder; line++)
                file.Append(CultureInfo.InvariantCulture,
                    $"{(order % 5 == 4 ? "C" : "")}{order},S{(order * 7 + line * 31) % 900},Thing,{(order % 5 == 4 ? -1 : 3)},2.5,2026-{1 + order % 9:00}-{1 + order % 28:00}T10:00:00,K{order % 700},United Kingdom\n");
        }

        return file.ToString();
    }
}
