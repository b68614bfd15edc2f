using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Portal.Components.Shared.Tables;
using Portal.Domain.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Shared.Spooling;
using Xunit;

namespace Portal.Tests.Components.Shared.Tables;

public sealed class TableExportTests
{
    private static readonly IReadOnlyList<DataColumn<int>> Columns =
    [
        new("number", "Number", number => $"#{number}"),
        new("square", "Square", number => $"{number * number:N0}") { Export = number => (long)number * number },
        new("dash", "Dash", _ => NumberFormat.Dash),
        new("actions", "", _ => "no"),
        new("hidden", "Hidden", _ => "no") { Hidden = true },
    ];

    [Fact]
    public async Task Csv_WritesEveryPage()
    {
        var asked = new List<TableQuery>();

        var lines = await ExportAsync("?q=dewi&page=3&size=20", asked);

        Assert.Equal("Number,Square,Dash", lines[0]);
        Assert.Equal("#25000,625000000,", lines[25000]);
        Assert.Equal([1, 2], asked.Select(query => query.Page));
        Assert.All(asked, query => Assert.Equal("dewi", query.Search));
    }

    [Fact]
    public async Task Csv_WritesTheColumnsOfTheAddressInItsOrder()
    {
        var lines = await ExportAsync("?cols=hidden,number,unknown", []);

        Assert.Equal("Hidden,Number", lines[0]);
        Assert.Equal("no,#1", lines[1]);
    }

    private static async Task<string[]> ExportAsync(string parameters, List<TableQuery> asked)
    {
        using var body = new MemoryStream();
        var context = new DefaultHttpContext
        {
            RequestServices = new ServiceCollection().AddLogging()
            .AddSingleton(new Spools(new(), Path.GetTempPath())).BuildServiceProvider()
        };
        context.Request.QueryString = new QueryString(parameters);
        context.Request.RouteValues["format"] = "csv";
        context.Response.Body = body;

        await TableExport.File(context.Request, "numbers", Columns, TableQuery.First, (query, _) =>
        {
            asked.Add(query);
            var rows = Enumerable.Range(query.Offset + 1, Math.Clamp(25_000 - query.Offset, 0, query.Size)).ToList();
            return Task.FromResult(new TablePage<int>(rows, 25_000));
        }).ExecuteAsync(context);

        Assert.Equal("text/csv; charset=utf-8", context.Response.ContentType);
        return Encoding.UTF8.GetString(body.ToArray()).TrimStart('\ufeff').Split("\r\n");
    }
}
