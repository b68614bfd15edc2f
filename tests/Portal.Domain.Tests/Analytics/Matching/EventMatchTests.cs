using Portal.Domain.Analytics.Matching;
using Xunit;

namespace Portal.Domain.Tests.Analytics.Matching;

public sealed class EventMatchTests
{
    [Theory]
    [InlineData("page_viewed")]
    [InlineData("page_viewed;path^=/shoes")]
    [InlineData("order_completed;prop.total>=12.50;country=DE")]
    public void Problem_Good_IsNone(string text) => Assert.Null(Read(text).Problem());

    [Theory]
    [InlineData("", "Choose an event.")]
    [InlineData("Product Viewed", "Product Viewed is not a stored event name; write it as product_viewed.")]
    [InlineData("view_item", "view_item is not a stored event name; write it as product_viewed.")]
    [InlineData("page_viewed;path=", "Enter a value to compare with.")]
    [InlineData("page_viewed;prop.=a", "Name the property to compare.")]
    [InlineData("page_viewed;country~D", "This field is not compared that way.")]
    [InlineData("order_completed;prop.total>much", "much is not a number.")]
    [InlineData("order_completed;prop.total>1e999999999", "1e999999999 is not a number.")]
    [InlineData("order_completed;prop.name=a\0", "A text cannot hold the character zero.")]
    public void Problem_Wrong_SaysWhy(string text, string problem) => Assert.Equal(problem, Read(text).Problem());

    [Fact]
    public void Problem_LongValue_SaysHowLongItMayBe() =>
        Assert.Equal("Use at most 200 characters to compare with.", Read("page_viewed;path=/" + new string('a', 200)).Problem());

    private static EventMatch Read(string text)
    {
        Assert.True(EventMatchFormatter.TryRead(text, out var match));
        return match;
    }
}
