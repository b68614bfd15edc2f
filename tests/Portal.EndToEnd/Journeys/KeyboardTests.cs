using Microsoft.Playwright;
using Portal.EndToEnd.Pages;
using Portal.EndToEnd.Sweep;
using Xunit;

namespace Portal.EndToEnd.Journeys;

/// <summary>The layout under the hands of somebody without a mouse.</summary>
[Collection(DemoPortal.Collection)]
public sealed class KeyboardTests(DemoPortal portal, BrowserFixture browser) : IAsyncLifetime
{
    private SignedInVisitors _visitors = null!;
    private PortalPage _home = null!;

    private IPage Page => _home.Page;

    private IKeyboard Keyboard => Page.Keyboard;

    private ILocator Palette => Page.Locator("[data-palette]");

    public async ValueTask InitializeAsync()
    {
        _visitors = await SignedInVisitors.OpenAsync(browser, portal, 1440);
        _home = await _visitors.NewTabAsync(Visitor.Owner);
        await _home.GotoAsync(PortalUrls.Store(portal.Slug));
        await _home.WaitUntilInteractiveAsync();
        await _home.Heading.WaitForAsync();
    }

    public ValueTask DisposeAsync() => _visitors.DisposeAsync();

    [Fact]
    public async Task CtrlK_TypeAndEnter_GoesToThePage()
    {
        await Keyboard.PressAsync("Control+k");
        await Assertions.Expect(Palette.GetByRole(AriaRole.Combobox)).ToBeFocusedAsync();

        await Keyboard.TypeAsync("liv");
        await Assertions.Expect(Palette.GetByRole(AriaRole.Option, new() { Selected = true })).ToContainTextAsync("Live");
        await Keyboard.PressAsync("Enter");

        await Page.WaitForURLAsync("**" + PortalUrls.Live(portal.Slug), new() { WaitUntil = WaitUntilState.Commit });
        await Assertions.Expect(Palette).ToBeHiddenAsync();
    }

    [Fact]
    public async Task CtrlK_ArrowsAndEsc_ChooseAndClose()
    {
        await Keyboard.PressAsync("Control+k");
        await Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(Palette.GetByRole(AriaRole.Option, new() { Selected = true })).ToContainTextAsync("Live");

        await Keyboard.PressAsync("Escape");

        await Assertions.Expect(Palette).ToBeHiddenAsync();
    }

    [Fact]
    public async Task FirstTab_SkipLink_LeadsPastTheNavigation()
    {
        await Page.EvaluateAsync("() => { document.activeElement.blur(); scrollTo(0, 0); getSelection().removeAllRanges(); }");
        await Page.Locator(".skip-link").FocusAsync();
        await Assertions.Expect(Page.Locator(".skip-link")).ToBeInViewportAsync();

        await Keyboard.PressAsync("Enter");

        await Assertions.Expect(Page.Locator("main#content")).ToBeFocusedAsync();
        Assert.Equal(PortalUrls.Store(portal.Slug), new Uri(Page.Url).AbsolutePath);
    }

    [Fact]
    public async Task Collapse_ThenReload_StaysCollapsed()
    {
        var width = await Page.EvaluateAsync<double>("() => document.getElementById('navigation').offsetWidth");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Collapse the navigation" }).PressAsync("Enter");
        await Assertions.Expect(Page.Locator("html")).ToHaveAttributeAsync("data-nav", "mini");

        await Page.ReloadAsync();

        await Assertions.Expect(Page.Locator("html")).ToHaveAttributeAsync("data-nav", "mini");
        await Assertions.Expect(_home.Heading).ToBeVisibleAsync();
        Assert.True(await Page.EvaluateAsync<double>("() => document.getElementById('navigation').offsetWidth") < width / 2);
    }

    [Fact]
    public async Task Menu_EscAndArrows_CloseAndMove()
    {
        var button = Page.GetByRole(AriaRole.Button, new() { Name = "Sari Wijaya, profile" });
        await button.PressAsync("Enter");
        await Assertions.Expect(button).ToHaveAttributeAsync("aria-expanded", "true");
        await Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(Page.GetByRole(AriaRole.Button, new() { Name = "As the system" })).ToBeFocusedAsync();

        await Keyboard.PressAsync("Escape");

        await Assertions.Expect(button).ToBeFocusedAsync();
        await Assertions.Expect(button).ToHaveAttributeAsync("aria-expanded", "false");
    }

    [Fact]
    public async Task Theme_Switched_StaysAfterAReload()
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sari Wijaya, profile" }).PressAsync("Enter");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Dark", Exact = true }).PressAsync("Enter");
        await Assertions.Expect(Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");

        await Page.ReloadAsync();

        await Assertions.Expect(Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
    }

    [Fact]
    public async Task Dialog_Open_KeepsTheFocusAndGivesItBack()
    {
        await _home.GotoAsync(PortalUrls.Styleguide);
        await _home.WaitUntilInteractiveAsync();
        var opener = Page.GetByRole(AriaRole.Button, new() { Name = "Refund Rp 261,000" });
        await opener.PressAsync("Enter");
        var dialog = Page.Locator("dialog[data-modal]");
        await Assertions.Expect(dialog).ToBeVisibleAsync();

        for (var presses = 0; presses < 8; presses++)
        {
            await Keyboard.PressAsync("Tab");
            Assert.True(await Page.EvaluateAsync<bool>(
                "() => document.activeElement === document.body || !!document.activeElement.closest('dialog[data-modal]')"));
        }

        await Keyboard.PressAsync("Escape");
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        await Assertions.Expect(opener).ToBeFocusedAsync();
    }
}
