using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Portal.Testing.Fuzzing.Requests;
using Portal.Testing.Identity;
using Portal.Tests.Garbage;
using Xunit;

namespace Portal.Tests.Identity;

/// <summary>Forms of other sites and scripts of pages: what a session's cookie and each form are protected by.</summary>
public sealed class FormProtectionTests(GarbageApp app) : IClassFixture<GarbageApp>
{
    private const string Email = "owner@forms.example";

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    // Programs send a token of their own, which no browser adds by itself.
    private static readonly string[] ForPrograms = ["/api/", "/v1/"];

    [Fact]
    public async Task Posts_WithoutTheTokenOfTheForm_AreRefusedEverywhere()
    {
        var store = await app.StoreAsync("Forms", Email);
        using var browser = await app.SignedInAsync(Email);
        var taken = new List<string>();
        var asked = 0;

        foreach (var route in FuzzRoute.All(app.Services.GetServices<EndpointDataSource>()).Where(TakesForms))
        {
            var address = route.Fill(store.Slug, (_, constraint) => constraint == "guid" ? Guid.Empty.ToString() : "1");
            using var form = new FormUrlEncodedContent([new("_handler", "sign-out"), new("Input.Name", "x")]);
            using var answer = await browser.Client.PostAsync(new Uri(address, UriKind.Relative), form, Cancel);
            asked++;
            if ((int)answer.StatusCode is < 400 or >= 500)
                taken.Add($"{address}: {(int)answer.StatusCode}");
        }

        Assert.True(asked > 40, $"{asked} routes");
        Assert.Empty(taken);
        await browser.OpenAsync(PortalUrls.Sessions);
        Assert.Equal((HttpStatusCode.OK, PortalUrls.Sessions), (browser.Status, browser.Path));
    }

    [Fact]
    public async Task Cookies_OfASignIn_AreKeptFromScriptsAndOtherSites()
    {
        await app.StoreAsync("Cookies", "owner@cookies.example");
        using var browser = app.Browser();
        await browser.OpenAsync(PortalUrls.SignIn);
        var token = browser.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

        using var form = new FormUrlEncodedContent(
        [
            new("_handler", "sign-in"), new("__RequestVerificationToken", token), new("Input.Email", "owner@cookies.example"),
                new("Input.Password", PortalAppIdentity.Password),
        ]);
        using var answer = await browser.Client.PostAsync(new Uri(PortalUrls.SignIn, UriKind.Relative), form, Cancel);
        var cookies = answer.Headers.GetValues("Set-Cookie").ToList();

        Assert.NotEmpty(cookies);
        Assert.All(cookies, cookie =>
        {
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Matches("(?i)samesite=(lax|strict)", cookie);
            Assert.Contains("path=/", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
        });
    }

    private static bool TakesForms(FuzzRoute route) =>
        !ForPrograms.Any(start => route.Pattern.StartsWith(start, StringComparison.Ordinal))
            && (route.IsPage || route.Methods.Contains("POST"));
}
