using System.Text;
using Portal.Domain.Events.Channels;
using Xunit;

namespace Portal.Domain.Tests.Events.Channels;

public sealed class HostsTests
{
    [Theory]
    [InlineData("https://shop.example/p/1?x=1", "shop.example")]
    [InlineData("https://user:secret@shop.example:8443/", "shop.example")]
    [InlineData("http://shop.example.?q=https://other.example/", "shop.example")]
    [InlineData("http://[2001:db8::1]:80/", "[2001:db8::1]")]
    [InlineData("android-app://com.google.android.gm/", "com.google.android.gm")]
    [InlineData("shop.example/p", "")]
    [InlineData("/p/1", "")]
    [InlineData("", "")]
    public void Of_Address_IsItsHost(string address, string host) =>
        Assert.Equal(host, Encoding.UTF8.GetString(Hosts.Of(Encoding.UTF8.GetBytes(address))));

    [Theory]
    [InlineData("www.shop.example", "shop.example")]
    [InlineData("a.b.shop.example", "shop.example")]
    [InlineData("www.kopikain.co.id", "kopikain.co.id")]
    [InlineData("blog.shop.com.au", "shop.com.au")]
    [InlineData("news.co", "news.co")]
    [InlineData("co.uk", "co.uk")]
    [InlineData("one.myshopify.com", "one.myshopify.com")]
    [InlineData("www.com.example", "com.example")]
    [InlineData("localhost", "localhost")]
    [InlineData("192.168.1.20", "192.168.1.20")]
    public void Registrable_Host_IsWhatSomebodyRegistered(string host, string registrable) =>
        Assert.Equal(registrable, Hosts.Registrable(host));

    [Theory]
    [InlineData("WWW.Shop.example", "checkout.shop.example", true)]
    [InlineData("one.co.id", "two.co.id", false)]
    [InlineData("one.myshopify.com", "two.myshopify.com", false)]
    [InlineData("notshop.example", "shop.example", false)]
    [InlineData("10.0.0.1", "10.0.0.2", false)]
    [InlineData("", "", false)]
    public void AreOfOneSite_TwoHosts_ComparesWhatIsRegistered(string one, string other, bool expected) =>
        Assert.Equal(expected, Hosts.AreOfOneSite(one, other));
}
