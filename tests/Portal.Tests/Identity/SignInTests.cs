using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Identity;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Portal.Testing.Messaging;
using Xunit;

namespace Portal.Tests.Identity;

public sealed class SignInTests(PortalApp app) : IClassFixture<PortalApp>
{
    private const string NoMatch = "This e-mail and password do not match";

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    // Redirecting by an exception once ended the process here: what comes first is that this test comes to an end.
    [Fact]
    public async Task SignIn_PageOfSomebodySignedIn_RedirectsHoweverManyAskAtOnce()
    {
        await app.PersonAsync("inside@shop.example");
        using var browser = await app.SignedInAsync("inside@shop.example");

        await Parallel.ForEachAsync(Enumerable.Range(0, 100),
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancel }, async (_, token) =>
        {
            using var answer = await browser.Client.GetAsync(new Uri(PortalUrls.SignIn, UriKind.Relative), token);
            Assert.Equal((HttpStatusCode.Redirect, "/"), (answer.StatusCode,
                answer.Headers.Location?.OriginalString.Replace(app.Address.OriginalString.TrimEnd('/'), "", StringComparison.Ordinal)));
        });
    }

    [Fact]
    public async Task SignIn_FiveFailures_WaitsForAnAccountAsForNone()
    {
        await app.PersonAsync("slowed@shop.example");

        var known = await GuessAsync("slowed@shop.example");
        var unknown = await GuessAsync("unknown@shop.example");

        Assert.Contains("Too many failed tries", known, StringComparison.Ordinal);
        Assert.Equal(known, unknown);

        async Task<string> GuessAsync(string email)
        {
            using var browser = app.Browser();
            await browser.OpenAsync(PortalUrls.SignIn);
            for (var attempt = 0; attempt < 5; attempt++)
                await browser.SubmitAsync("sign-in", ("Email", email), ("Password", "wrong password"));
            Assert.Contains(NoMatch, browser.Text, StringComparison.Ordinal);
            await browser.SubmitAsync("sign-in", ("Email", email), ("Password", PortalAppIdentity.Password));
            Assert.Equal(HttpStatusCode.TooManyRequests, browser.Status);
            return browser.Text;
        }
    }

    [Fact]
    public async Task SignIn_OwnerWhoseAccountStrangersGuessAt_SignsInOnHerOwnBrowser()
    {
        await app.StoreAsync("Attacked", "attacked@shop.example");
        using var own = await app.SignedInAsync("attacked@shop.example");
        await own.SubmitAsync(PortalUrls.SignOut);
        using var stranger = app.Browser();
        await stranger.OpenAsync(PortalUrls.SignIn);
        for (var attempt = 0; attempt < 6; attempt++)
            await stranger.SubmitAsync("sign-in", ("Email", "attacked@shop.example"), ("Password", "wrong password"));
        Assert.Equal(HttpStatusCode.TooManyRequests, stranger.Status);

        await own.SubmitAsync("sign-in", ("Email", "attacked@shop.example"), ("Password", PortalAppIdentity.Password));

        Assert.Equal("/s/attacked", own.Path);
    }

    [Fact]
    public async Task SignIn_TooManyTries_IsSlowedDown()
    {
        using var browser = app.Browser();
        await browser.OpenAsync(PortalUrls.SignIn);
        for (var attempt = 0; attempt < 10; attempt++)
            await browser.SubmitAsync("sign-in", ("Email", "many@shop.example"), ("Password", "wrong password"));

        await browser.SubmitAsync("sign-in", ("Email", "many@shop.example"), ("Password", "wrong password"));

        Assert.Equal(HttpStatusCode.TooManyRequests, browser.Status);
        Assert.Contains("Wait a minute", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reset_LinkFromMail_ChangesThePasswordAndEndsOtherSessions()
    {
        await app.PersonAsync("reset@shop.example");
        using var other = await app.SignedInAsync("reset@shop.example");
        using var browser = app.Browser();
        await browser.OpenAsync(PortalUrls.ForgotPassword);
        await browser.SubmitAsync("forgot", ("Email", "reset@shop.example"));
        var link = await new Outbox(app.DataDirectory).LinkAsync("reset@shop.example", "reset-password", Cancel);
        await browser.OpenAsync(link.PathAndQuery);

        await browser.SubmitAsync("reset", ("Password", "another violet harbour"));
        Assert.Contains("Your password is changed", browser.Text, StringComparison.Ordinal);
        await other.OpenAsync(PortalUrls.Sessions);
        Assert.StartsWith(PortalUrls.SignIn, other.Path, StringComparison.Ordinal);
        await browser.OpenAsync(link.PathAndQuery);
        await browser.SubmitAsync("reset", ("Password", "a third walnut river"));
        Assert.Contains("does not work any more", browser.Text, StringComparison.Ordinal);

        using var again = await app.SignedInAsync("reset@shop.example", "another violet harbour");
    }

    [Fact]
    public async Task Sessions_RevokedElsewhere_EndTheBrowser()
    {
        var person = await app.PersonAsync("sessions@shop.example");
        using var browser = await app.SignedInAsync("sessions@shop.example");
        await browser.OpenAsync(PortalUrls.Sessions);
        Assert.Equal(HttpStatusCode.OK, browser.Status);

        await app.Services.GetRequiredService<UserSessions>().RevokeOthersAsync(person, kept: null, Cancel);

        await browser.OpenAsync(PortalUrls.Sessions);
        Assert.StartsWith(PortalUrls.SignIn, browser.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_ReturnUrlOfAnotherHost_IsIgnored()
    {
        await app.StoreAsync("Return", "return@shop.example");
        using var browser = app.Browser();
        await browser.OpenAsync(PortalUrls.SignInThen("//evil.example/"));

        await browser.SubmitAsync("sign-in", ("Email", "return@shop.example"), ("Password", PortalAppIdentity.Password));

        Assert.Equal("/s/return", browser.Path);
    }

    [Fact]
    public async Task SignIn_FormWithoutAntiforgeryToken_IsRefused()
    {
        using var client = app.CreateClient();
        using var content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "sign-in",
            ["Input.Email"] = "a@b.example"
        });

        using var answer = await client.PostAsync(new Uri(PortalUrls.SignIn, UriKind.Relative), content, Cancel);
        using var signOut = await client.PostAsync(new Uri(PortalUrls.SignOut, UriKind.Relative), content, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, signOut.StatusCode);
    }

    [Fact]
    public async Task Demo_WhileThereIsADemoStore_LetsAnyoneIn()
    {
        using var before = app.Browser();
        await before.OpenAsync(PortalUrls.SignIn);
        Assert.DoesNotContain("Explore the demo store", before.Text, StringComparison.Ordinal);
        await app.StoreAsync("Demo", "demo@shop.example", isDemo: true);
        using var browser = app.Browser();
        await browser.OpenAsync(PortalUrls.SignIn);

        await browser.SubmitAsync(PortalUrls.Demo);

        Assert.Equal("/s/demo", browser.Path);
    }

    [Fact]
    public async Task KeyRing_InDatabase_IsEncrypted()
    {
        using var browser = app.Browser();
        await browser.OpenAsync(PortalUrls.SignIn);
        await using var context = app.Db.ForPlatform();

        var keys = await context.Database.SqlQuery<string>($"select xml as \"Value\" from data_protection_keys").ToListAsync(Cancel);

        Assert.NotEmpty(keys);
        Assert.All(keys, key => Assert.DoesNotContain("masterKey>", key, StringComparison.OrdinalIgnoreCase));
        Assert.All(keys, key => Assert.Contains("masterKeyEncrypted", key, StringComparison.Ordinal));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(app.DataDirectory, "master.key")));
    }
}
