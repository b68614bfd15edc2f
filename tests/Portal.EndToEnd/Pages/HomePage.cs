using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Portal.EndToEnd.Pages;

/// <summary>A store's home.</summary>
public sealed partial class HomePage(IPage page, Uri address) : PortalPage(page, address)
{
    /// <summary>A figure of the strip, unabbreviated, such as 1804000 for Rp 1.80M.</summary>
    public async Task<decimal> FigureAsync(string label)
    {
        var value = Page.GetByRole(AriaRole.Region, new() { Name = label, Exact = true }).Locator(".value");
        var text = await value.GetAttributeAsync("data-tip") ?? await value.InnerTextAsync();
        return decimal.Parse(Digits().Match(text).Value, NumberStyles.Number, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("[0-9][0-9.,]*")]
    private static partial Regex Digits();
}
