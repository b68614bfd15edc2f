using Portal.Domain.Analytics.Speed;
using Xunit;

namespace Portal.Domain.Tests.Analytics.Speed;

public sealed class WebVitalTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("0.5", 1)]
    [InlineData("99.4", 99)]
    [InlineData("99.5", 100)]
    [InlineData("104.9", 110)]
    [InlineData("105", 110)]
    [InlineData("2449", 2_400)]
    [InlineData("2450", 2_500)]
    [InlineData("9950", 10_000)]
    [InlineData("600000", 600_000)]
    [InlineData("600000.1", null)]
    [InlineData("-0.1", null)]
    public void Kept_Time_HasTwoDigits(string measured, int? kept) =>
        Assert.Equal(kept, WebVital.LargestPaint.Kept(decimal.Parse(measured, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("0.00004", 0)]
    [InlineData("0.0123", 120)]
    [InlineData("0.1049", 1_000)]
    [InlineData("0.105", 1_100)]
    [InlineData("100", 1_000_000)]
    [InlineData("100.1", null)]
    public void Kept_Score_IsInTenThousandths(string measured, int? kept) =>
        Assert.Equal(kept, WebVital.LayoutShift.Kept(decimal.Parse(measured, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Kept_AnyWholeNumber_IsOffByFivePercentAtMost()
    {
        for (var measured = 1; measured <= 600_000; measured += measured < 20_000 ? 1 : 137)
        {
            var kept = WebVital.LargestPaint.Kept(measured)!.Value;

            Assert.InRange(Math.Abs(kept - measured) / (double)measured, 0, 0.05);
        }
    }

    [Theory]
    [InlineData("lcp", 2_500, 4_000)]
    [InlineData("inp", 200, 500)]
    [InlineData("cls", 1_000, 2_500)]
    [InlineData("fcp", 1_800, 3_000)]
    [InlineData("ttfb", 800, 1_800)]
    public void Rate_AtEachLimit_FollowsThePublishedOnes(string key, int good, int poor)
    {
        var vital = WebVital.Find(key)!;

        Assert.Equal(
            [WebVitalRating.Good, WebVitalRating.NeedsImprovement, WebVitalRating.NeedsImprovement, WebVitalRating.Poor],
            [vital.Rate(good), vital.Rate(good + 1), vital.Rate(poor), vital.Rate(poor + 1)]);
        Assert.All([good, poor], limit => Assert.Equal(limit, vital.Kept(vital.Measured(limit))));
    }

    [Fact]
    public void Of_PropertiesOfABrowser_LeavesOutWhatCannotBe() => Assert.Equal(
        [("lcp", 1_200), ("ttfb", 0)],
        WebVitalReading.Of("""{"lcp":1234.4,"inp":"1","cls":null,"fcp":1e300,"ttfb":0,"fid":12,"page":{"lcp":3}}""").Select(read => (read.Vital.Key, read.Kept)));

    [Theory]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{}")]
    public void Of_NothingMeasured_IsEmpty(string properties) => Assert.Empty(WebVitalReading.Of(properties));
}
