using System.Net;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
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

        foreach (var route in app.Routes.Where(TakesForms))
        {
            var address = Fill("/" + route.RoutePattern.RawText!.TrimStart('/'), store.Slug);
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
            new("_handler", "sign-in"), new("__RequestVerificationToken", token), new("Input.Email", "owner@cookies.example"), new("Input.Password", PortalAppIdentity.Password),
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

    private static bool TakesForms(RouteEndpoint route)
    {
        var pattern = "/" + route.RoutePattern.RawText!.TrimStart('/');
        return !ForPrograms.Any(start => pattern.StartsWith(start, StringComparison.Ordinal))
            && (route.Metadata.GetMetadata<ComponentTypeMetadata>() is not null
                || route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") == true);
    }

    private static string Fill(string pattern, string slug)
    {
        var address = pattern.Replace("{store}", slug, StringComparison.Ordinal);
        for (int start; (start = address.IndexOf('{', StringComparison.Ordinal)) >= 0;)
        {
            var end = address.IndexOf('}', start);
            address = address[..start] + (address[start..end].EndsWith(":guid", StringComparison.Ordinal) ? Guid.Empty.ToString() : "1") + address[(end + 1)..];
        }

        return address;
    }
}
