using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Portal.Components.Shared.Tables;
using Portal.Domain.Tables;
using Xunit;

namespace Portal.Tests.Components.Shared.Tables;

public sealed class TableExportTests
{
    private static readonly IReadOnlyList<DataColumn<int>> Columns =
    [
        new("number", "Number", number => $"#{number}"),
        new("square", "Square", number => $"{number * number:N0}") { Export = number => $"{number * number}" },
        new("hidden", "Hidden", _ => "no") { Hidden = true },
    ];

    [Fact]
    public async Task Csv_WritesEveryPage()
    {
        var asked = new List<TableQuery>();

        var lines = await ExportAsync("?q=dewi&page=3&size=20", asked);

        Assert.Equal("Number,Square", lines[0]);
        Assert.Equal("#2500,6250000", lines[2500]);
        Assert.Equal([1, 2, 3], asked.Select(query => query.Page));
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
        var context = new DefaultHttpContext { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
        context.Request.QueryString = new QueryString(parameters);
        context.Response.Body = body;

        await TableExport.Csv(context.Request, "numbers", Columns, TableQuery.First, (query, _) =>
        {
            asked.Add(query);
            var rows = Enumerable.Range(query.Offset + 1, Math.Clamp(2500 - query.Offset, 0, query.Size)).ToList();
            return Task.FromResult(new TablePage<int>(rows, 2500));
        }).ExecuteAsync(context);

        Assert.Equal("text/csv; charset=utf-8", context.Response.ContentType);
        return Encoding.UTF8.GetString(body.ToArray()).TrimStart('\ufeff').Split("\r\n");
    }
}
