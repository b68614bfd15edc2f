using System.Net;
using Microsoft.AspNetCore.Builder;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Tests.Hosting;

/// <summary>A request is answered only under the portal's own names, and nothing is built from another one.</summary>
public sealed class HostCheckTests(PortalApp plain, HostCheckTests.PublicApp named, HostCheckTests.ProxiedApp proxied)
    : IClassFixture<PortalApp>, IClassFixture<HostCheckTests.PublicApp>, IClassFixture<HostCheckTests.ProxiedApp>
{
    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/s/any/live")]
    [InlineData("/account/sessions")]
    [InlineData("/v1/projects/any/settings")]
    [InlineData("/t.js")]
    [InlineData("/api/v1/store")]
    [InlineData("/health/live")]
    [InlineData("/no-such-page")]
    public async Task Get_ForeignHost_IsRefused(string path)
    {
        foreach (var portal in (PortalApp[])[plain, named, proxied])
        {
            var answer = await RawHttp.SendAsync(portal.Address, $"GET {path} HTTP/1.1", "Host: evil.example");

            Assert.Equal(400, answer.Status);
            Assert.Contains("\"unknown_host\"", answer.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("evil.example", answer.Body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("evil.example@127.0.0.1")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("portal.example.com.evil.example")]
    [InlineData("evilportal.example.com")]
    [InlineData("t.shop.example")]
    [InlineData("[::ffff:192.0.2.1]")]
    [InlineData("")]
    public async Task Get_HostLikeOurs_IsRefused(string host)
    {
        var answer = await RawHttp.SendAsync(named.Address, "GET /sign-in HTTP/1.1", $"Host: {host}");

        Assert.Equal(400, answer.Status);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1:80")]
    [InlineData("[::1]")]
    public async Task Get_Loopback_IsAnswered(string host)
    {
        Assert.Equal(200, (await RawHttp.SendAsync(plain.Address, "GET /health/live HTTP/1.1", $"Host: {host}")).Status);
        Assert.Equal(200, (await RawHttp.SendAsync(named.Address, "GET /health/live HTTP/1.1", $"Host: {host}")).Status);
    }

    [Theory]
    [InlineData("portal.example.com")]
    [InlineData("PORTAL.example.com:8443")]
    [InlineData("portal.example.com.")]
    public async Task Get_PublicAddress_IsAnswered(string host) =>
        Assert.Equal(200, (await RawHttp.SendAsync(named.Address, "GET /sign-in HTTP/1.1", $"Host: {host}")).Status);

    [Fact]
    public async Task Get_EventHost_HasTheTrackerButNoPage()
    {
        Assert.Equal(200, (await RawHttp.SendAsync(named.Address, "GET /t.js HTTP/1.1", "Host: t.shop.example")).Status);
        Assert.Equal(404, (await RawHttp.SendAsync(named.Address, "GET /v1/projects/none/settings HTTP/1.1",
            "Host: t.shop.example")).Status);
        Assert.Equal(400, (await RawHttp.SendAsync(named.Address, "GET /sign-in HTTP/1.1", "Host: t.shop.example")).Status);
        Assert.Equal(400, (await RawHttp.SendAsync(named.Address, "GET /s/any/live HTTP/1.1", "Host: t.shop.example")).Status);
    }

    [Fact]
    public async Task Get_ForwardedByAKnownProxy_IsBelievedOnlyWithoutAPublicAddress()
    {
        var forwarded = (string[])["X-Forwarded-For: 192.0.2.1", "X-Forwarded-Host: shop.example", "X-Forwarded-Proto: https"];

        Assert.Equal(200, (await RawHttp.SendAsync(proxied.Address, ["GET /sign-in HTTP/1.1", "Host: 127.0.0.1", .. forwarded])).Status);
        Assert.Equal(400, (await RawHttp.SendAsync(named.Address, ["GET /sign-in HTTP/1.1", "Host: 127.0.0.1", .. forwarded])).Status);
        Assert.Equal(400, (await RawHttp.SendAsync(plain.Address, ["GET /sign-in HTTP/1.1", "Host: shop.example", .. forwarded])).Status);
    }

    [Fact]
    public async Task Get_SaysItselfThatAProxyNamedTheHost_IsRefused()
    {
        Assert.Equal(400, (await RawHttp.SendAsync(proxied.Address, "GET /sign-in HTTP/1.1", "Host: evil.example",
            "X-Original-Host: 127.0.0.1")).Status);
        Assert.Equal(400, (await RawHttp.SendAsync(plain.Address, "GET /sign-in HTTP/1.1", "Host: evil.example",
            "X-Original-Host: 127.0.0.1")).Status);
    }

    [Fact]
    public async Task Redirect_ToSignIn_NamesNoHost()
    {
        var answer = await RawHttp.SendAsync(plain.Address, "GET /account/sessions?a=b HTTP/1.1", "Host: localhost:1234");

        Assert.Equal(302, answer.Status);
        Assert.Equal("/sign-in?returnUrl=%2Faccount%2Fsessions%3Fa%3Db", answer.Headers["Location"]);
    }

    [Fact]
    public async Task TrackerSettings_Host_IsThePublicOneOrTheShopsOwn()
    {
        var store = await TestStore.CreateAsync(named.Database);
        var settings = $"GET /v1/projects/{store.WriteKey}/settings HTTP/1.1";

        var direct = await RawHttp.SendAsync(named.Address, settings, "Host: localhost:9999");
        var byShop = await RawHttp.SendAsync(named.Address, settings, "Host: t.shop.example");

        Assert.Contains("\"apiHost\":\"portal.example.com/v1\",\"protocol\":\"https\"", direct.Body, StringComparison.Ordinal);
        Assert.Contains("\"apiHost\":\"t.shop.example/v1\",\"protocol\":\"http\"", byShop.Body, StringComparison.Ordinal);
    }

    /// <summary>A portal with a public address and a name of a shop's own.</summary>
    public sealed class PublicApp : PortalApp
    {
        protected override void Configure(WebApplicationBuilder builder)
        {
            builder.Configuration["Portal:PublicAddress"] = "https://portal.example.com";
            builder.Configuration["Portal:EventHosts:0"] = "t.shop.example";
            builder.Configuration["Proxy:KnownNetworks:0"] = "127.0.0.0/8";
        }
    }

    /// <summary>A portal that believes a proxy on this machine and has no public address.</summary>
    public sealed class ProxiedApp : PortalApp
    {
        protected override void Configure(WebApplicationBuilder builder) =>
            builder.Configuration["Proxy:KnownNetworks:0"] = IPAddress.Loopback + "/8";
    }
}
