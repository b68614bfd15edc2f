using System.Text;
using System.Text.Json;
using Bunit;
using Microsoft.JSInterop;
using Portal.Components.Shared;
using Portal.Components.Shared.Charts;
using Portal.Hosting.Failures;
using Portal.Infrastructure.Exports;
using Portal.Testing.Exports;
using Xunit;

namespace Portal.Tests.Components.Shared.Charts;

public sealed class ChartTests : ComponentTest
{
    private static readonly ChartOptions Revenue = new(
        ChartKind.Area,
        "Revenue by hour, highest at 10:00",
        ["09:00", "10:00", "11:00"],
        [
            new ChartSeries("Today", Metric.Revenue, [1_200_000, 1_500_000, null]),
            new ChartSeries("Yesterday", Metric.Revenue, [1_000_000, 1_100_000, 900_000], SeriesRole.Previous),
        ])
    { Prefix = "Rp ", CategoryTitle = "Hour", FileName = "revenue" };

    private readonly BunitJSModuleInterop _script;

    public ChartTests()
    {
        _script = JSInterop.SetupModule("/dist/chart.js");
        _script.Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public void Render_HasTextAlternativeAndDraws()
    {
        var chart = RenderChart();

        Assert.Equal(Revenue.Label, chart.Find("[role=img]").GetAttribute("aria-label"));
        _script.VerifyInvoke("draw");
    }

    [Fact]
    public void Render_SameOptionsAgain_DrawsOnce()
    {
        var chart = RenderChart();

        chart.Render(parameters => parameters.Add(shown => shown.Options, Revenue));

        _script.VerifyInvoke("draw", 1);
    }

    [Fact]
    public async Task TableButton_ShowsTheSameNumbersWithTheirUnit()
    {
        var chart = RenderChart();

        await chart.PressAsync("button[aria-pressed]");

        Assert.Equal(["Hour", "Today, Rp", "Yesterday, Rp"], chart.FindAll("th").Select(cell => cell.TextContent));
        Assert.Equal(["10:00", "1,500,000", "1,100,000"], chart.FindAll("tbody tr")[1].Children.Select(cell => cell.TextContent));
        Assert.Equal("—", chart.FindAll("tbody tr")[2].Children[1].TextContent);
    }

    [Fact]
    public async Task SaveCsv_WritesEveryRow()
    {
        var text = Encoding.UTF8.GetString((await SaveAsync("CSV", "revenue.csv", ExportFormat.Csv)).ToArray());

        Assert.Equal("\uFEFFHour,\"Today, Rp\",\"Yesterday, Rp\"\r\n09:00,1200000,1000000\r\n10:00,1500000,1100000\r\n11:00,,900000\r\n",
            text);
    }

    [Fact]
    public async Task SaveJson_WritesEveryRow()
    {
        using var json = JsonDocument.Parse((await SaveAsync("JSON", "revenue.json", ExportFormat.Json)).ToArray());

        Assert.Equal("""{"Hour":"11:00","Today":null,"Yesterday":900000}""", json.RootElement[2].GetRawText());
    }

    [Fact]
    public async Task SaveWorkbook_WritesEveryRow()
    {
        var book = new Workbook(new MemoryStream((await SaveAsync("Excel workbook", "revenue.xlsx", ExportFormat.Xlsx)).ToArray()));

        Assert.Empty(book.Problems());
        Assert.Equal(["10:00", 1_500_000m, 1_100_000m], book.Rows()[2]);
    }

    [Fact]
    public async Task Press_OnAPoint_RaisesIt()
    {
        ChartPoint? chosen = null;
        var chart = Render<Chart>(parameters => parameters.Add(shown => shown.Options, Revenue)
            .Add(shown => shown.OnChosen, point => chosen = point));

        await chart.InvokeAsync(() => chart.Instance.ChosenAsync(1, 2));

        Assert.Equal(new ChartPoint(Revenue.Series[1], 2, "11:00"), chosen);
    }

    private async Task<MemoryStream> SaveAsync(string item, string name, ExportFormat format)
    {
        var chart = RenderChart();
        await chart.PressAsync(".menu-item", item);
        var saved = _script.VerifyInvoke("saveFile").Arguments;
        Assert.Equal([name, ExportFormats.ContentType(format)], saved.Skip(1));
        return (MemoryStream)((DotNetStreamReference)saved[0]!).Stream;
    }

    private IRenderedComponent<Chart> RenderChart() => Render<Chart>(parameters => parameters.Add(chart => chart.Options, Revenue));
}
