using Portal.Domain.Shared.Tables;
using Xunit;

namespace Portal.Domain.Tests.Shared.Tables;

public sealed class TableRowsTests
{
    private static readonly (string Name, int? Units)[] Rows = [("Gayo", 3), ("Toraja", null), ("Kawung", 9), ("Gayo Wine", 1)];

    private static readonly Dictionary<string, Func<(string Name, int? Units), object?>> Keys = new()
    {
        ["name"] = row => row.Name,
        ["units"] = row => row.Units
    };

    [Fact]
    public void Page_OrderedEitherWay_HasWhatIsUnknownLast()
    {
        Assert.Equal([1, 3, 9, null], Page(TableQuery.First with { Sort = "units" }).Rows.Select(row => row.Units));
        Assert.Equal([9, 3, 1, null], Page(TableQuery.First with { Sort = "units", Descending = true }).Rows.Select(row => row.Units));
    }

    [Fact]
    public void Page_SearchedAndFiltered_CountsWhatIsLeft()
    {
        var found = Page(TableQuery.First with { Search = "gayo", Size = 1, Page = 2 });
        var filtered = Page(TableQuery.First with { Filters = [new("name", TableOperator.IsNot, ["Gayo"])] });

        Assert.Equal((2, "Gayo Wine"), (found.Total, found.Rows.Single().Name));
        Assert.Equal(3, filtered.Total);
    }

    private static TablePage<(string Name, int? Units)> Page(TableQuery query) => TableRows.Page(Rows, query, Keys, row => row.Name);
}
