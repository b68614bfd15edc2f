using System.Text;
using Portal.Domain.Events;
using Xunit;

namespace Portal.Domain.Tests.Events;

public sealed class VisitorIdTests
{
    // The published check values of XXH64 with seed 0.
    [Theory]
    [InlineData("", 0xEF46DB3751D8E999)]
    [InlineData("a", 0xD24EC4F1A98C6E5B)]
    [InlineData("abc", 0x44BC2CF5AD770999)]
    [InlineData("Nobody inspects the spammish repetition", 0xFBCEA83C8A378BF1)]
    public void Hash_KnownText_IsThePublishedValue(string text, ulong expected) =>
        Assert.Equal(unchecked((long)expected), VisitorId.Hash(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Of_NoAnonymousId_IsTheUsersPerson() =>
        Assert.Equal(VisitorId.OfUser("42"), VisitorId.Of(default, "42"u8));

    [Fact]
    public void Of_BothIds_IsTheBrowser() =>
        Assert.Equal(VisitorId.OfAnonymous("b-1"), VisitorId.Of("b-1"u8, "42"u8));
}
