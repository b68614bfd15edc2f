using System.Net;
using System.Text;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Events.Enrichment;
using Xunit;

namespace Portal.Infrastructure.Tests.Events.Enrichment;

public sealed class AddressCacheTests
{
    private readonly AddressCache _addresses = new();

    [Theory]
    [InlineData("36.68.1.77", "36.68.1.77", "36.68.1.0")]
    [InlineData("::ffff:36.68.1.77", "36.68.1.77", "36.68.1.0")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2:3:4:5:6", "2001:db8:1::")]
    [InlineData("fe80::1%eth0", "fe80::1", "fe80::")]
    [InlineData("36.68.1.77, 10.0.0.1", "", "")]
    [InlineData("somebody", "", "")]
    [InlineData("", "", "")]
    public void Find_Text_IsKeptWholeCutOrNotAtAll(string text, string whole, string cut)
    {
        var known = _addresses.Find(Encoding.UTF8.GetBytes(text));

        Assert.Equal(whole, Encoding.UTF8.GetString(known.Kept(IpPrivacy.Keep)));
        Assert.Equal(cut, Encoding.UTF8.GetString(known.Kept(IpPrivacy.Truncate)));
        Assert.Empty(known.Kept(IpPrivacy.Drop).ToArray());
    }

    [Fact]
    public void Find_ConnectionsAddress_IsAsItsText()
    {
        Assert.Equal("36.68.1.77"u8, _addresses.Find(IPAddress.Parse("::ffff:36.68.1.77")).Text);
        Assert.Same(EnrichedAddress.None, _addresses.Find((IPAddress?)null));
    }
}
