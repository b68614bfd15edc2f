using System.Net;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Portal.Testing.Mail;
using Xunit;

namespace Portal.Tests.Identity;

public sealed class SignUpTests(PortalApp app) : IClassFixture<PortalApp>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private Outbox Outbox => new(app.DataDirectory);

    [Fact]
    public async Task SignUp_ConfirmSignInSignOut_WorksEndToEnd()
    {
        using var browser = app.Browser();

        await SignUpAsync(browser, "Kopi & Kain", "sari@kopi.example");
        Assert.StartsWith(PortalUrls.ConfirmationSent, browser.Path, StringComparison.Ordinal);
        await browser.OpenAsync((await Outbox.LinkAsync("sari@kopi.example", "confirm-email", Cancel)).PathAndQuery);
        Assert.Equal("/s/kopi-kain", browser.Path);

        await browser.OpenAsync(PortalUrls.Sessions);
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        await browser.SubmitAsync(PortalUrls.SignOut);
        Assert.Equal(PortalUrls.SignIn, browser.Path);
        await browser.OpenAsync(PortalUrls.Sessions);
        Assert.StartsWith(PortalUrls.SignIn, browser.Path, StringComparison.Ordinal);

        await browser.SubmitAsync("sign-in", ("Email", "sari@kopi.example"), ("Password", PortalAppIdentity.Password));
        Assert.Equal(PortalUrls.Sessions, browser.Path);
    }

    [Fact]
    public async Task SignUp_WrongFields_SaysSoBesideThemAndKeepsTheRest()
    {
        using var browser = app.Browser();
        await browser.OpenAsync(PortalUrls.NewStore);

        await browser.SubmitAsync("new-store", ("Name", "Toko Baru"), ("Email", "nobody"), ("Password", "short"));

        Assert.Contains("Enter an e-mail address", browser.Page.QuerySelector("#email-note")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("at least 10 characters", browser.Page.QuerySelector("#password-note")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Toko Baru", browser.Page.QuerySelector("#name")!.GetAttribute("value"));
    }

    [Fact]
    public async Task SignUp_AddressWithAccount_LooksTheSameAndTellsItsOwnerByMail()
    {
        await app.StoreAsync("Known", "known@shop.example");
        using var browser = app.Browser();

        await SignUpAsync(browser, "Second", "known@shop.example");

        Assert.StartsWith(PortalUrls.ConfirmationSent, browser.Path, StringComparison.Ordinal);
        await Outbox.FindAsync("known@shop.example", "already-registered", Cancel);
    }

    [Fact]
    public async Task Confirm_SecondTime_IsRefused()
    {
        using var first = app.Browser();
        await SignUpAsync(first, "Once", "once@shop.example");
        var link = await Outbox.LinkAsync("once@shop.example", "confirm-email", Cancel);
        await first.OpenAsync(link.PathAndQuery);
        using var second = app.Browser();

        await second.OpenAsync(link.PathAndQuery);

        Assert.Contains("does not work any more", second.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_Unconfirmed_AsksForConfirmationAndSendsItAgain()
    {
        using var browser = app.Browser();
        await SignUpAsync(browser, "Later", "later@shop.example");
        await Outbox.FindAsync("later@shop.example", "confirm-email", Cancel);
        await browser.OpenAsync(PortalUrls.SignIn);

        await browser.SubmitAsync("sign-in", ("Email", "later@shop.example"), ("Password", PortalAppIdentity.Password));
        Assert.Contains("Confirm your e-mail first", browser.Text, StringComparison.Ordinal);
        await browser.OpenAsync(PortalUrls.ConfirmationSent);
        await browser.SubmitAsync("confirmation", ("Email", "later@shop.example"));

        Assert.Contains("a new link is on its way", browser.Text, StringComparison.Ordinal);
    }

    private static async Task SignUpAsync(PortalBrowser browser, string store, string email)
    {
        await browser.OpenAsync(PortalUrls.NewStore);
        await browser.SubmitAsync(
            "new-store",
            ("Name", store), ("Country", "ID"), ("Currency", "IDR"), ("TimeZone", "Asia/Jakarta"),
            ("DisplayName", "Sari"), ("Email", email), ("Password", PortalAppIdentity.Password));
    }
}
