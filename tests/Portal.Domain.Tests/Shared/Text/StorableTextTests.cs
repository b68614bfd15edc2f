using System.Text.RegularExpressions;
using Portal.Domain.Shared.Text;
using Xunit;

namespace Portal.Domain.Tests.Shared.Text;

public sealed class StorableTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("Kopi Gayo 250 g")]
    [InlineData("\u0001\u001f\u007f\uffff")]
    [InlineData("\ud83d\ude00 and \ud83d\ude00")]
    public void Text_ThatPostgresTakes_IsStorable(string text) => Assert.True(StorableText.IsStorable(text));

    // Written as escapes: half a pair does not outlive the metadata of an attribute.
    [Theory]
    [InlineData(@"a\u0000b")]
    [InlineData(@"\ud83d")]
    [InlineData(@"\ude00")]
    [InlineData(@"x\ud83dx")]
    [InlineData(@"\ude00\ud83d")]
    [InlineData(@"\ud83d\ude00\u0000")]
    [InlineData(@"\ud83d\ud83d\ude00")]
    public void Text_WithNullOrHalfAPair_IsNot(string escaped) => Assert.False(StorableText.IsStorable(Regex.Unescape(escaped)));

    [Theory]
    [InlineData("1900-01-01", true)]
    [InlineData("2199-12-31", true)]
    [InlineData("1899-12-31", false)]
    [InlineData("2200-01-01", false)]
    [InlineData("0001-01-01", false)]
    [InlineData("9999-12-31", false)]
    public void Bounds_OfTheCalendar_HoldTwoCenturies(string day, bool holds)
    {
        var date = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(holds, DateLimits.Contains(date));
        Assert.Equal(holds, DateLimits.Contains(new DateTimeOffset(date, new(12, 0), TimeSpan.Zero)));
        Assert.Equal(holds, DayRange.Parse(day, day) is not null);
    }
}
