using System.Text.RegularExpressions;
using Portal.Domain.Shared.Tables;
using Xunit;

namespace Portal.Domain.Tests.Shared.Tables;

public sealed class TableViewTests
{
    private static readonly TableQuery Default = TableQuery.First with { Sort = "placed", Descending = true };

    [Fact]
    public void Write_Standard_IsEmpty() => Assert.Empty(new TableView(Default, null, false).Write(Default));

    [Fact]
    public void Write_ThenRead_GivesTheSameView()
    {
        var query = new TableQuery(3, 50, "total", false,
            [new("channel", TableOperator.IsNot, ["Web", "A|B:C & D"]), new("customer", TableOperator.Contains, ["dewi"])], "kopi & kain");
        var view = new TableView(query, ["order", "total"], true);

        var read = Read(view.Write(Default));

        Assert.Equal((3, 50, "total", false, "kopi & kain"),
            (read.Query.Page, read.Query.Size, read.Query.Sort, read.Query.Descending, read.Query.Search));
        Assert.Equal(["Web", "A|B:C & D"], read.Query.Filters[0].Values);
        Assert.Equal([TableOperator.IsNot, TableOperator.Contains], read.Query.Filters.Select(filter => filter.Operator));
        Assert.Equal(["order", "total"], read.Columns);
        Assert.True(read.Compact);
    }

    [Theory]
    [InlineData("page", "0")]
    [InlineData("page", "-1")]
    [InlineData("page", "two")]
    [InlineData("size", "100000")]
    [InlineData("f", "channel")]
    [InlineData("f", "channel:like:Web")]
    [InlineData("sort", "")]
    [InlineData("q", "")]
    [InlineData("q", @"a\u0000b")]
    [InlineData("q", @"\ud800")]
    [InlineData("f", "channel:is:a%00b")]
    public void Read_Senseless_IsTheStandard(string name, string value) =>
        Assert.Empty(Read([new(name, Regex.Unescape(value))]).Write(Default));

    [Fact]
    public void Filter_AcceptsByItsOperator()
    {
        Assert.True(new TableFilter("channel", TableOperator.Is, ["Web", "Shopify"]).Accepts("web"));
        Assert.False(new TableFilter("channel", TableOperator.IsNot, ["Web"]).Accepts("Web"));
        Assert.True(new TableFilter("customer", TableOperator.Contains, ["lest"]).Accepts("Dewi Lestari"));
    }

    private static TableView Read(IEnumerable<KeyValuePair<string, string>> parameters) =>
        TableView.Read(parameters.ToLookup(pair => pair.Key, pair => pair.Value), Default);
}
