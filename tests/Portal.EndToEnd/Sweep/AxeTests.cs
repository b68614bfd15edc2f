using Xunit;

namespace Portal.EndToEnd.Sweep;

/// <summary>A sweep without findings says something only if there could be some.</summary>
public sealed class AxeTests(BrowserFixture browser)
{
    [Fact]
    public async Task Violations_OfAPageWithTwo_NamesBothOrTheOneAskedFor()
    {
        await using var context = await browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.SetContentAsync("""
            <html lang="en"><title>Shop</title><main><h1>Shop</h1><img src="data:,"><p style="color:#999;background:#fff">Hardly to be read</p></main></html>
            """);

        await Axe.AddAsync(page);

        Assert.Equal(["color-contrast", "image-alt"],
            (await Axe.ViolationsAsync(page)).Select(violation => violation.Split(' ')[0]).Order());
        Assert.StartsWith("color-contrast at p <p style", Assert.Single(await Axe.ViolationsAsync(page, "color-contrast")),
            StringComparison.Ordinal);
    }
}
