using System.Text;
using Portal.Infrastructure.Analytics;
using Xunit;

namespace Portal.Infrastructure.Tests.Analytics;

public sealed class PageValuesTests
{
    [Fact]
    public void Sum_PagesThatSomeDaysLack_AddsEachPageUp()
    {
        var monday = Day(("/", "lcp", 2_000, 3), ("/", "ttfb", 200, 4), ("/tea", "lcp", 900, 1));
        var tuesday = Day(("/oil", "cls", 1_000, 2), ("/tea", "lcp", 900, 2), ("/tea", "lcp", 5_000, 1));
        var wednesday = Day(("/", "lcp", 1_000, 1));

        var pages = PageValues.Sum([monday, tuesday, wednesday]);

        Assert.Equal(
            [
                new("/", 4, 2_000, null, null, null, 200),
                new("/tea", 4, 900, null, null, null, null),
                new("/oil", 2, null, null, 1_000, null, null),
            ],
            pages);
    }

    [Fact]
    public void Sum_ThreeQuarters_AreTheSmallestValueThatSoManyDoNotExceed()
    {
        Assert.Equal(300, PageValues.Sum([Day(("/", "lcp", 100, 1), ("/", "lcp", 200, 1), ("/", "lcp", 300, 1),
            ("/", "lcp", 400, 1))])[0].LargestPaint);
        Assert.Equal(400, PageValues.Sum([Day(("/", "lcp", 100, 1), ("/", "lcp", 300, 1), ("/", "lcp", 400, 1))])[0].LargestPaint);
        Assert.Equal(600_000, PageValues.Sum([Day(("/", "lcp", 100, 100_000), ("/", "lcp", 600_000, 300_001))])[0].LargestPaint);
    }

    // UTF-16 puts the last two the other way round than their bytes lie.
    [Fact]
    public void Sum_PathsOfAnyLetters_FindsThemOnEachDay()
    {
        string[] paths = ["/", "/Z", "/a", "/a/b", "/é", "/" + new string('x', 300), "/\uFF5E", "/\U0001F375"];
        var day = Day([.. paths.OrderBy(Encoding.UTF8.GetBytes,
            Comparer<byte[]>.Create((one, other) => one.AsSpan().SequenceCompareTo(other))).Select(path => (path, "inp", 40, 1L))]);

        var pages = PageValues.Sum([day, day, day]);

        Assert.Equal(paths.Order(StringComparer.Ordinal), pages.Select(page => page.Path));
        Assert.All(pages, page => Assert.Equal((3L, 40), (page.Samples, page.Interaction)));
    }

    [Fact]
    public void Sum_NoDayOrAnEmptyOne_HasNoPages()
    {
        Assert.Empty(PageValues.Sum([]));
        Assert.Empty(PageValues.Sum([Day()]));
    }

    private static byte[] Day(params (string, string, int, long)[] rows) => PageValues.Write([.. rows]);
}
