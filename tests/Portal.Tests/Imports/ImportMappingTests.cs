using Bunit;
using Portal.Features.Imports;
using Portal.Infrastructure.Imports;
using Portal.Tests.Components;
using Xunit;

namespace Portal.Tests.Imports;

public sealed class ImportMappingTests : ComponentTest
{
    [Fact]
    public async Task NonProducts_FileHasUsualCodes_AreOfferedUntilTheyAreNamed()
    {
        var form = new MappingForm { NonProducts = "MINE, dot" };
        var page = Show(form, "POST", "85123A", "DOT");
        Assert.Contains("The file has POST: commonly no products.", page.Find(".notice").TextContent, StringComparison.Ordinal);

        await page.PressAsync(".notice button");

        Assert.Empty(page.FindAll(".notice"));
        var named = form.ToSettings().NonProducts!;
        Assert.Equal(["MINE", "dot", "POST"], named.Take(3));
        Assert.Contains("gift_*", named);
        Assert.Equal(named, MappingForm.Of(form.ToSettings()).ToSettings().NonProducts);
    }

    [Fact]
    public void NonProducts_FileHasProductsOnly_AreNotSpokenOf() => Assert.Empty(Show(new(), "85123A", "71053").FindAll(".notice"));

    // A choice among the fields for each of very many columns would be too much for a page.
    [Fact]
    public async Task Columns_VeryMany_AreShownPartByPartWithThoseThatMeanSomethingFirst()
    {
        string[] headers = [.. Enumerable.Range(1, 999).Select(number => $"c{number}"), "code"];
        var page = Render<ImportMapping>(parameters => parameters
            .Add(mapping => mapping.Kind, ImportKinds.Find("order_lines")!)
            .Add(mapping => mapping.Preview, new ImportPreview(headers, [headers]))
            .Add(mapping => mapping.Mapping, new Dictionary<string, string> { ["code"] = "sku" })
            .Add(mapping => mapping.Settings, new MappingForm()));
        Assert.Equal(100, page.FindAll("tbody tr").Count);
        Assert.Equal("code", page.Find("tbody th").TextContent);
        Assert.Contains("900 columns are not shown yet.", page.Markup, StringComparison.Ordinal);

        await page.PressAsync(".table-wrap + p button");

        Assert.Equal(200, page.FindAll("tbody tr").Count);
    }

    private IRenderedComponent<ImportMapping> Show(MappingForm form, params string[] skus) => Render<ImportMapping>(parameters => parameters
        .Add(mapping => mapping.Kind, ImportKinds.Find("order_lines")!)
        .Add(mapping => mapping.Preview, new ImportPreview(["order", "code"], [.. skus.Select(sku => new[] { "1", sku })]))
        .Add(mapping => mapping.Mapping, new Dictionary<string, string> { ["order"] = "orderId", ["code"] = "sku" })
        .Add(mapping => mapping.Settings, form));
}
