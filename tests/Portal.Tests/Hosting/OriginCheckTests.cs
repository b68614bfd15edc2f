using Microsoft.AspNetCore.Builder;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.Tests.Hosting;

/// <summary>Only the portal's own pages open circuits, told by scheme, host and port.</summary>
public sealed class OriginCheckTests(PortalApp plain, OriginCheckTests.PublicApp named) : IClassFixture<PortalApp>,
IClassFixture<OriginCheckTests.PublicApp>
{
    private static readonly string[] Upgrade =
        ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="];

    private string Own => plain.Address.GetLeftPart(UriPartial.Authority);

    [Fact]
    public async Task Socket_OwnOrigin_IsOpened() => Assert.Equal(101, await ConnectAsync(plain, Own));

    [Fact]
    public async Task Socket_ForeignOrigin_IsRefused()
    {
        foreach (var origin in (string?[])[
            "https://evil.example", "null", "", null, Own + ".evil.example", "file://",
            $"http://127.0.0.1:{plain.Address.Port + 1}", $"https://127.0.0.1:{plain.Address.Port}",
            $"http://localhost:{plain.Address.Port}", "http://127.0.0.1"])
        {
            Assert.Equal(403, await ConnectAsync(plain, origin));
        }
    }

    [Fact]
    public async Task Socket_OfAnyPath_IsRefusedToStrangers()
    {
        foreach (var path in (string[])["/", "/s/any/live", "/v1/batch", "/_blazor/x"])
        {
            var answer = await RawHttp.SendAsync(plain.Address,
                [$"GET {path} HTTP/1.1", $"Host: {plain.Address.Authority}", "Origin: https://evil.example", .. Upgrade]);

            Assert.Equal(403, answer.Status);
            Assert.Equal("application/problem+json", answer.Headers["Content-Type"]);
            Assert.Contains("\"foreign_origin\"", answer.Body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("POST /_blazor/negotiate?negotiateVersion=1")]
    [InlineData("POST /_blazor/disconnect")]
    [InlineData("GET /_blazor?id=any")]
    [InlineData("POST /_blazor?id=any")]
    public async Task Call_ForeignOrigin_IsRefused(string call)
    {
        var foreign = await SendAsync(call, "Origin: https://evil.example");
        var otherPort = await SendAsync(call, $"Origin: http://127.0.0.1:{plain.Address.Port + 1}");
        var sameSite = await SendAsync(call, "Sec-Fetch-Site: same-site");
        var own = await SendAsync(call, $"Origin: {Own}");

        Assert.Equal((403, 403, 403), (foreign, otherPort, sameSite));
        Assert.NotEqual(403, own);
    }

    [Fact]
    public async Task Socket_PublicAddressConfigured_IsOpenedToItsPagesTowardsAnyTrustedHost()
    {
        Assert.Equal(101, await ConnectAsync(named, "https://portal.example.com"));
        Assert.Equal(403, await ConnectAsync(named, "http://portal.example.com"));
        Assert.Equal(403, await ConnectAsync(named, "https://portal.example.com:8443"));
    }

    private static async Task<int> ConnectAsync(PortalApp portal, string? origin) => (await RawHttp.SendAsync(
        portal.Address, ["GET /_blazor HTTP/1.1", $"Host: {portal.Address.Authority}",
            .. origin is null ? [] : (string[])[$"Origin: {origin}"], .. Upgrade])).Status;

    private async Task<int> SendAsync(string call, string header) =>
        (await RawHttp.SendAsync(plain.Address, $"{call} HTTP/1.1", $"Host: {plain.Address.Authority}", "Content-Length: 0",
            header)).Status;

    /// <summary>A portal whose browsers come through a proxy that ends TLS.</summary>
    public sealed class PublicApp : PortalApp
    {
        protected override void Configure(WebApplicationBuilder builder) =>
            builder.Configuration["Portal:PublicAddress"] = "https://portal.example.com";
    }
}
