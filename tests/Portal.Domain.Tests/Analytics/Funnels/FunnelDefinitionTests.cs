using Portal.Domain.Analytics.Funnels;
using Portal.Domain.Analytics.Matching;
using Xunit;

namespace Portal.Domain.Tests.Analytics.Funnels;

public sealed class FunnelDefinitionTests
{
    private static readonly FunnelDefinition Good = new([new("product_viewed"), new("order_completed")], TimeSpan.FromDays(7));

    [Fact]
    public void Check_Good_FindsNothing() => Assert.True(Good.Check().None);

    [Fact]
    public void Check_OneStep_SaysHowManyItTakes() =>
        Assert.Equal("A funnel has at least 2 steps.", (Good with { Steps = [new("product_viewed")] }).Check().Messages["steps"]);

    [Fact]
    public void Check_ElevenSteps_SaysHowManyItMayHave() =>
        Assert.Equal("A funnel has at most 10 steps.",
            (Good with { Steps = [.. Enumerable.Repeat(new EventMatch("page_viewed"), 11)] }).Check().Messages["steps"]);

    [Theory]
    [InlineData(0)]
    [InlineData(59)]
    [InlineData((90 * 86400) + 1)]
    public void Check_WindowOutOfBounds_IsRefused(int seconds) =>
        Assert.Equal("Choose a window from a minute to 90 days.",
            (Good with { Window = TimeSpan.FromSeconds(seconds) }).Check().Messages["window"]);

    [Fact]
    public void Check_FilterThatCannotWork_NamesItsStep()
    {
        var wrong = Good with
        {
            Steps = [new("product_viewed"),
            new("page_viewed", new EventFilter(FilterField.Path, null, FilterOperator.AtLeast, "3"))]
        };

        Assert.Equal("This field is not compared that way.", Assert.Single(wrong.Check().Messages).Value);
        Assert.Contains("steps[1]", wrong.Check().Messages.Keys);
    }

    [Theory]
    [InlineData("30m", 30, "30 minutes")]
    [InlineData("1h", 60, "1 hour")]
    [InlineData("36h", 36 * 60, "36 hours")]
    [InlineData("7d", 7 * 1440, "7 days")]
    public void Window_AsText_ReadsBack(string text, int minutes, string words)
    {
        Assert.Equal(TimeSpan.FromMinutes(minutes), WindowFormatter.Read(text));
        Assert.Equal(text, WindowFormatter.Write(TimeSpan.FromMinutes(minutes)));
        Assert.Equal(words, WindowFormatter.Words(TimeSpan.FromMinutes(minutes)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("-1d")]
    [InlineData("7w")]
    [InlineData("123456789d")]
    public void Window_OtherText_IsNone(string? text) => Assert.Null(WindowFormatter.Read(text));
}
