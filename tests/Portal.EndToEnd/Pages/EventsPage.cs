using Microsoft.Playwright;

namespace Portal.EndToEnd.Pages;

/// <summary>The event explorer: events as they come, each of them, and what they carry.</summary>
public sealed class EventsPage(IPage page, Uri address) : PortalPage(page, address)
{
    /// <summary>The properties of the schema that is open, with all that is said of each.</summary>
    public ILocator Properties => Page.Locator("[data-property]");

    public async Task<EventsPage> OpenTailAsync(string slug)
    {
        await GotoAsync(PortalUrls.EventTail(slug));
        await WaitUntilInteractiveAsync();
        return this;
    }

    /// <summary>The tail's line of a message.</summary>
    public ILocator Line(string messageId) => Page.Locator($"li[data-message='{messageId}']");

    /// <summary>Opens an event of the tail and gives all that the dialog says.</summary>
    public async Task<string> ReadAsync(string messageId)
    {
        await Line(messageId).GetByRole(AriaRole.Button).ClickAsync();
        var dialog = Page.Locator("dialog[open]");
        await dialog.WaitForAsync();
        var text = await dialog.InnerTextAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).ClickAsync();
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        return text;
    }

    /// <summary>Goes by the tabs and the list of names to what an event carries.</summary>
    public async Task OpenSchemaAsync(string name)
    {
        await Page.GetByRole(AriaRole.Link, new() { Name = "Schema", Exact = true }).ClickAsync();
        await Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).ClickAsync();
        await Assertions.Expect(Heading).ToHaveTextAsync("Schema of " + name);
        await Properties.First.WaitForAsync();
    }
}
