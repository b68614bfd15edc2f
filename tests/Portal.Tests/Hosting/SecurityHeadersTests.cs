using Portal.Hosting.Requests;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.Tests.Hosting;

public sealed class SecurityHeadersTests(SecurityHeadersTests.BehindProxy app) : IClassFixture<SecurityHeadersTests.BehindProxy>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/health/live")]
    [InlineData("/no-such-page")]
    public async Task Page_Always_IsShutIn(string path)
    {
        var headers = await HeadersAsync(path);

        Assert.Contains(SecurityHeaders.ContentSecurityPolicy, headers["Content-Security-Policy"]);
        Assert.Equal(["DENY"], headers["X-Frame-Options"]);
        Assert.Equal(["nosniff"], headers["X-Content-Type-Options"]);
        Assert.Equal(["strict-origin-when-cross-origin"], headers["Referrer-Policy"]);
        Assert.True(headers.ContainsKey("Permissions-Policy"));
        Assert.False(headers.ContainsKey("Server"));
    }

    [Fact]
    public async Task Page_Always_ConnectsToNothingButThePortal()
    {
        var policy = (await HeadersAsync("/"))["Content-Security-Policy"].Single();

        Assert.Contains("connect-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("ws:", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("wss:", policy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/t.js")]
    [InlineData("/tracker.js")]
    [InlineData("/vitals.js")]
    [InlineData("/v1/batch")]
    public async Task TrackerAndEvents_Always_AreOpenToShops(string path)
    {
        var headers = await HeadersAsync(path);

        Assert.Equal(["cross-origin"], headers["Cross-Origin-Resource-Policy"]);
        Assert.Equal(["nosniff"], headers["X-Content-Type-Options"]);
        Assert.False(headers.ContainsKey("Content-Security-Policy"));
    }

    [Theory]
    [InlineData("https", "portal.example.com", true)]
    [InlineData("http", "portal.example.com", false)]
    [InlineData("https", "localhost", false)]
    public async Task StrictTransport_OnlyOverTlsAndNotOnThisMachine(string scheme, string host, bool expected)
    {
        var headers = await HeadersAsync("/health/live", scheme, host);

        Assert.Equal(expected, headers.ContainsKey("Strict-Transport-Security"));
    }

    private async Task<Dictionary<string, string[]>> HeadersAsync(string path, string scheme = "http", string host = "portal.example.com")
    {
        using var client = app.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Forwarded-For", "192.0.2.1");
        request.Headers.Add("X-Forwarded-Proto", scheme);
        request.Headers.Add("X-Forwarded-Host", host);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.Headers.ToDictionary(header => header.Key, header => header.Value.ToArray());
    }

    /// <summary>A portal that believes a proxy on this machine.</summary>
    public sealed class BehindProxy : PortalApp
    {
        protected override void Configure(Microsoft.AspNetCore.Builder.WebApplicationBuilder builder)
        {
            ArgumentNullException.ThrowIfNull(builder);
            builder.Configuration["Proxy:KnownNetworks:0"] = "127.0.0.0/8";
        }
    }
}
