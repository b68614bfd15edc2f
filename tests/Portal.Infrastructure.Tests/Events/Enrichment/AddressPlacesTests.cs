using System.Net;
using System.Text;
using Portal.Infrastructure.Events.Enrichment;
using Xunit;

namespace Portal.Infrastructure.Tests.Events.Enrichment;

public sealed class AddressPlacesTests
{
    private static readonly AddressPlaces Places = new();

    [Theory]
    [InlineData("8.8.8.8", "US")]
    [InlineData("36.68.1.1", "ID")]
    [InlineData("180.243.1.1", "ID")]
    [InlineData("81.2.69.142", "GB")]
    [InlineData("87.128.1.1", "DE")]
    [InlineData("133.11.0.1", "JP")]
    [InlineData("2001:200::1", "JP")]
    [InlineData("2a02:2e0:3fe:1001::1", "DE")]
    [InlineData("2607:f140::1", "US")]
    [InlineData("0.0.0.0", "")]
    [InlineData("10.1.2.3", "")]
    [InlineData("127.0.0.1", "")]
    [InlineData("192.168.1.1", "")]
    [InlineData("203.0.113.5", "")]
    [InlineData("255.255.255.255", "")]
    [InlineData("::1", "")]
    [InlineData("fe80::1", "")]
    [InlineData("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "")]
    public void Find_Address_IsItsCountry(string address, string country) =>
        Assert.Equal(country, Encoding.UTF8.GetString(Places.Find(IPAddress.Parse(address)).Country));

    [Theory]
    [InlineData("128.32.0.1", "California")]
    [InlineData("18.7.22.69", "Massachusetts")]
    [InlineData("141.20.1.1", "Berlin")]
    [InlineData("133.11.0.1", "Tokyo")]
    [InlineData("167.205.1.1", "West Java")]
    [InlineData("10.1.2.3", "")]
    public void Find_AddressOfAUniversity_IsItsRegion(string address, string region) =>
        Assert.Equal(region, Encoding.UTF8.GetString(Places.Find(IPAddress.Parse(address)).Region));

    [Fact]
    public void Find_EveryRange_HasACountryWhereItHasARegion()
    {
        for (var network = 0u; network < 1u << 16; network++)
        {
            var place = Places.Find(new IPAddress([(byte)(network >> 8), (byte)network, 1, 1]));
            Assert.True(
                place.Country.Length == (place == AddressPlace.Nowhere ? 0 : 2) && (place.Region.Length == 0 || place.Country.Length == 2));
        }
    }
}
