using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Tenancy;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Portal.Testing.Messaging;
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
        await browser.SubmitAsync("confirm");
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
    public async Task Confirm_LinkOpenedByAProgram_ConfirmsNothingAndSignsNobodyIn()
    {
        using var person = app.Browser();
        await SignUpAsync(person, "Scanned", "scanned@shop.example");
        var link = await Outbox.LinkAsync("scanned@shop.example", "confirm-email", Cancel);
        using var scanner = app.Browser();

        await scanner.OpenAsync(link.PathAndQuery);
        await scanner.OpenAsync(PortalUrls.Sessions);
        var scannerPath = scanner.Path;
        await person.OpenAsync(link.PathAndQuery);
        await person.SubmitAsync("confirm");

        Assert.StartsWith(PortalUrls.SignIn, scannerPath, StringComparison.Ordinal);
        Assert.Equal("/s/scanned", person.Path);
    }

    [Fact]
    public async Task SignUp_KnownAndUnknownAddress_TakeTheSameTime()
    {
        await app.StoreAsync("Timed", "timed@shop.example");
        await MedianAsync("warm", 3);

        var unknown = await MedianAsync("unknown", 9);
        var known = await MedianAsync("known", 9);

        // One hash of a password is nine tenths of it; without that a known address took a tenth.
        Assert.InRange(known / unknown, 0.5, 2);

        async Task<double> MedianAsync(string name, int rounds)
        {
            List<double> milliseconds = [];
            await using var scope = app.Services.CreateAsyncScope();
            var provision = scope.ServiceProvider.GetRequiredService<ProvisionStore>();
            for (var round = 0; round < rounds; round++)
            {
                var email = name == "known" ? "timed@shop.example" : $"{name}-{round}@shop.example";
                var owner = new StoreOwner.Newcomer(new("Sari", email, PortalAppIdentity.Password));
                var started = TimeProvider.System.GetTimestamp();
                await provision.RunAsync(new(new($"Timed {name} {round}", "IDR", "Asia/Jakarta", "ID"), owner), Cancel);
                milliseconds.Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
            }

            return milliseconds.Order().ElementAt(rounds / 2);
        }
    }

    [Theory]
    [InlineData("password12")]
    [InlineData("qwertyuiop12")]
    [InlineData("Sari Wijaya 1")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    public async Task SignUp_PasswordThatIsGuessedSoon_IsRefusedBesideItsField(string password)
    {
        using var browser = app.Browser();
        await browser.OpenAsync(PortalUrls.NewStore);

        await browser.SubmitAsync(
            "new-store",
            ("Name", "Weak"), ("Country", "ID"), ("Currency", "IDR"), ("TimeZone", "Asia/Jakarta"),
            ("DisplayName", "Sari Wijaya"), ("Email", "weak@shop.example"), ("Password", password));

        Assert.Contains("easy to guess", browser.Page.QuerySelector("#password-note")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Win at https://evil.example")]
    [InlineData("see www.evil.example")]
    [InlineData("Shop \u202Eelpmaxe")]
    public async Task SignUp_NameThatWouldBeALinkInMails_IsRefused(string name)
    {
        using var browser = app.Browser();
        await browser.OpenAsync(PortalUrls.NewStore);

        await browser.SubmitAsync("new-store", ("Name", name), ("DisplayName", name), ("Email", "link@shop.example"),
            ("Password", PortalAppIdentity.Password));

        Assert.Contains("plain name", browser.Page.QuerySelector("#name-note")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("plain name", browser.Page.QuerySelector("#displayName-note")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Confirm_SecondTime_IsRefused()
    {
        using var first = app.Browser();
        await SignUpAsync(first, "Once", "once@shop.example");
        var link = await Outbox.LinkAsync("once@shop.example", "confirm-email", Cancel);
        await first.OpenAsync(link.PathAndQuery);
        await first.SubmitAsync("confirm");
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
