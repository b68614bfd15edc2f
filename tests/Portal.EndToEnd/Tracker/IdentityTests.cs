using Xunit;

namespace Portal.EndToEnd.Tracker;

public sealed class IdentityTests(BrowserFixture browser)
{
    [Fact]
    public async Task Identify_WithId_NamesLaterMessagesOnLaterPages()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        await visit.GotoAsync("/");

        await visit.RunAsync("intellishop.identify('c-7', { email: 'sri@example.com' })");
        await visit.Api.WaitForAsync(message => message.Type == "identify");
        await visit.GotoAsync("/next");
        await visit.RunAsync("intellishop.track('Cart Viewed')");
        var later = await visit.Api.WaitForAsync(message => message.Event == "Cart Viewed");

        var identify = visit.Api.Kept.Single(message => message.Type == "identify");
        Assert.Equal("sri@example.com", identify.Text("traits.email"));
        Assert.Equal("c-7", identify.Text("userId"));
        Assert.Equal("c-7", later.Text("userId"));
        Assert.Equal(identify.Text("anonymousId"), later.Text("anonymousId"));
    }

    [Fact]
    public async Task Identify_TraitsOnly_KeepsTheVisitorAnonymous()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        await visit.GotoAsync("/");

        await visit.RunAsync("intellishop.identify({ email: 'sri@example.com' })");
        var identify = await visit.Api.WaitForAsync(message => message.Type == "identify");

        Assert.Equal("sri@example.com", identify.Text("traits.email"));
        Assert.Null(identify.Text("userId"));
    }

    [Fact]
    public async Task Reset_AfterIdentify_StartsANewVisitorAndSession()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        await visit.GotoAsync("/");
        await visit.RunAsync("intellishop.identify('c-7'); intellishop.reset(); intellishop.track('Cart Viewed')");
        var after = await visit.Api.WaitForAsync(message => message.Event == "Cart Viewed");

        var before = visit.Api.Kept.Single(message => message.Type == "identify");
        Assert.Null(after.Text("userId"));
        Assert.NotEqual(before.Text("anonymousId"), after.Text("anonymousId"));
        Assert.NotEqual(before.Text("context.sessionId"), after.Text("context.sessionId"));
    }

    [Fact]
    public async Task Session_AfterThirtyMinutesOfSilence_IsAnother()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        await visit.GotoAsync("/");
        var first = await visit.Api.WaitForAsync(message => message.Type == "page");

        await visit.RunAsync("localStorage['intellishop.active'] = Date.now() - 31 * 60000; intellishop.track('Cart Viewed')");
        var second = await visit.Api.WaitForAsync(message => message.Event == "Cart Viewed");

        Assert.NotEqual(first.Text("context.sessionId"), second.Text("context.sessionId"));
        Assert.Equal(first.Text("anonymousId"), second.Text("anonymousId"));
    }
}
