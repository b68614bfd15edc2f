using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Components.Shared.Tables;
using Portal.Domain.Shared.Tables;
using Xunit;

namespace Portal.Tests.Components.Shared.Tables;

public sealed class DataTableTests : ComponentTest
{
    private static readonly IReadOnlyList<DataColumn<Order>> Columns =
    [
        new("order", "Order", order => order.Number) { Locked = true, Sortable = true },
        new("customer", "Customer", order => order.Customer) { FilterValues = [] },
        new("total", "Total, Rp", order => $"{order.Total}") { Number = true, Sortable = true },
        new("coupon", "Coupon", _ => "") { Hidden = true },
    ];

    private readonly List<TableQuery> _asked = [];
    private Func<TableQuery, Task<TablePage<Order>>> _answer = query => Task.FromResult(new TablePage<Order>(
        [.. Enumerable.Range(query.Offset + 1, Math.Min(query.Size, 45 - query.Offset))
            .Select(number => new Order($"#{number}", $"Customer {number}", number))], 45));

    private NavigationManager Address => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Render_ShowsTheFirstPageAndHowManyThereAre()
    {
        var table = RenderTable();

        Assert.Equal(20, table.FindAll("tbody tr").Count);
        Assert.Contains("1 – 20 of 45", table.Find(".table-foot").TextContent, StringComparison.Ordinal);
        Assert.Equal(["Order", "Customer", "Total, Rp"], Heads(table));
    }

    [Fact]
    public void Address_RestoresTheWholeView()
    {
        Address.NavigateTo("/orders?tab=late&page=2&size=10&sort=-total&q=dewi&f=customer:has:tan&cols=order,total,coupon&rows=compact");

        var table = RenderTable();

        var query = _asked.Single();
        Assert.Equal((2, 10, "total", true, "dewi"), (query.Page, query.Size, query.Sort, query.Descending, query.Search));
        Assert.Equal("tan", query.Filters.Single().Values.Single());
        Assert.Equal(["Order", "Total, Rp", "Coupon"], Heads(table));
        Assert.Equal("descending", table.FindAll("th:not(.check-cell)")[1].GetAttribute("aria-sort"));
        Assert.Contains("compact", table.Find("table").ClassList);
    }

    [Fact]
    public async Task NextPage_Pressed_GoesIntoTheAddressAndLoads()
    {
        Address.NavigateTo("/orders?tab=late");
        var table = RenderTable();

        await table.PressAsync("[aria-label='Next page']");

        Assert.EndsWith("/orders?tab=late&page=2", Address.Uri, StringComparison.Ordinal);
        table.WaitForAssertion(() => Assert.Contains("21 – 40 of 45", table.Find(".table-foot").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sort_PressedTwice_TurnsTheOrderRound()
    {
        var table = RenderTable();

        await table.PressAsync("button.sort");
        table.WaitForAssertion(() => Assert.Equal(2, _asked.Count)); // presses in one moment are one question
        await table.PressAsync("button.sort");
        table.WaitForAssertion(() => Assert.Equal(3, _asked.Count));

        Assert.Equal([null, "order", "order"], _asked.Select(query => query.Sort));
        Assert.Equal([false, false, true], _asked.Select(query => query.Descending));
    }

    [Fact]
    public async Task Filter_Removed_LoadsWithoutIt()
    {
        Address.NavigateTo("/orders?f=customer:has:tan&page=2");
        var table = RenderTable();

        await table.PressAsync(".filter-chip button");

        table.WaitForAssertion(() => Assert.Empty(_asked[^1].Filters));
        Assert.Equal(1, _asked[^1].Page);
    }

    [Fact]
    public async Task Select_Rows_OffersTheirActions()
    {
        var table = RenderTable();

        await table.FindAll("td input")[0].ChangeAsync(true);
        await table.FindAll("td input")[2].ChangeAsync(true);

        Assert.Contains("2 selected", table.Find(".selection").TextContent, StringComparison.Ordinal);
        Assert.Contains("ship #1 #3", table.Find(".selection").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, table.FindAll("tr.selected").Count);
    }

    [Fact]
    public async Task Load_Throws_ShowsAnIdAndTriesAgain()
    {
        var works = _answer;
        _answer = _ => throw new TimeoutException("secret");
        var table = RenderTable();
        Assert.StartsWith("e_", table.Find("code").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", table.Markup, StringComparison.Ordinal);

        _answer = works;
        await table.PressAsync(".failure button");

        table.WaitForAssertion(() => Assert.Equal(20, table.FindAll("tbody tr").Count));
    }

    [Fact]
    public void Load_NothingThere_SaysWhatWillBeHere()
    {
        _answer = _ => Task.FromResult(new TablePage<Order>([], 0));

        Assert.Contains("Orders come here", RenderTable().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_NothingMatches_OffersToClearTheFilters()
    {
        _answer = query => Task.FromResult(new TablePage<Order>([], 0));
        Address.NavigateTo("/orders?q=nobody");
        var table = RenderTable();

        await table.PressAsync(".table-state button");

        table.WaitForAssertion(() => Assert.Null(_asked[^1].Search));
    }

    [Fact]
    public void Export_AsksForExactlyWhatIsShown()
    {
        Address.NavigateTo("/orders?q=dewi&cols=order,total");

        var table = RenderTable();

        Assert.Equal(
            ["/orders.csv?q=dewi&cols=order,total", "/orders.xlsx?q=dewi&cols=order,total", "/orders.json?q=dewi&cols=order,total"],
            table.FindAll("a[download]").Select(link => link.GetAttribute("href")));
        Assert.Contains("Export 45 rows", table.Markup, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Heads(IRenderedComponent<DataTable<Order>> table) =>
        table.FindAll("th:not(.check-cell)").Select(head => head.TextContent.Trim());

    private IRenderedComponent<DataTable<Order>> RenderTable() => Render<DataTable<Order>>(parameters => parameters
        .Add(table => table.Label, "Orders")
        .Add(table => table.Columns, Columns)
        .Add(table => table.Key, order => order.Number)
        .Add(table => table.ExportUrl, "/orders.csv")
        .Add(table => table.EmptyContent, "Orders come here with the first sale.")
        .Add(table => table.Bulk, chosen => $"ship {string.Join(' ', chosen.Select(order => order.Number))}")
        .Add(table => table.Load, (query, _) =>
        {
            _asked.Add(query);
            return _answer(query);
        }));

    private sealed record Order(string Number, string Customer, decimal Total);
}
