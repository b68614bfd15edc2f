using Microsoft.Playwright;

namespace Portal.EndToEnd.Pages;

/// <summary>The page where people sign in or enter the demo store.</summary>
public sealed class SignInPage(IPage page, Uri address) : PortalPage(page, address)
{
    // Without waiting for the event of a loaded document, which a busy machine may raise before anyone listens.
    private static readonly PageWaitForURLOptions Committed = new() { WaitUntil = WaitUntilState.Commit };

    public async Task<SignInPage> OpenAsync()
    {
        await GotoAsync(PortalUrls.SignIn);
        return this;
    }

    /// <summary>Signs in and waits until the portal has gone on to another page.</summary>
    public async Task SignInAsync(string email, string password)
    {
        await Page.GetByLabel("E-mail").FillAsync(email);
        await Page.GetByLabel("Password", new() { Exact = true }).FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Page.WaitForURLAsync(url => !url.Contains(PortalUrls.SignIn, StringComparison.Ordinal), Committed);
    }

    public async Task<HomePage> ExploreDemoAsync()
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "Explore the demo store" }).ClickAsync();
        var home = new HomePage(Page, Address);
        await home.Page.WaitForURLAsync("**/s/*", Committed);
        await Page.Locator("nav#navigation").WaitForAsync();
        return home;
    }
}
