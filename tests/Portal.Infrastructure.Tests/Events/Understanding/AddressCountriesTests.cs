using System.Net;
using System.Text;
using Portal.Infrastructure.Events.Understanding;
using Xunit;

namespace Portal.Infrastructure.Tests.Events.Understanding;

public sealed class AddressCountriesTests
{
    private static readonly AddressCountries Countries = new();

    [Theory]
    [InlineData("8.8.8.8", "US")]
    [InlineData("36.68.1.1", "ID")]
    [InlineData("180.243.1.1", "ID")]
    [InlineData("81.2.69.142", "GB")]
    [InlineData("87.128.1.1", "DE")]
    [InlineData("133.11.0.1", "JP")]
    [InlineData("2001:200::1", "JP")]
    [InlineData("2a02:2e0:3fe:1001::1", "DE")]
    [InlineData("2001:4860:4860::8888", "US")]
    [InlineData("0.0.0.0", "")]
    [InlineData("10.1.2.3", "")]
    [InlineData("127.0.0.1", "")]
    [InlineData("192.168.1.1", "")]
    [InlineData("203.0.113.5", "")]
    [InlineData("255.255.255.255", "")]
    [InlineData("::1", "")]
    [InlineData("fe80::1", "")]
    [InlineData("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "")]
    public void Find_Address_IsTheCountryItWasGivenTo(string address, string country) =>
        Assert.Equal(country, Encoding.UTF8.GetString(Countries.Find(IPAddress.Parse(address))));
}
