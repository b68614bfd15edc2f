using Portal.Domain.Shared.Text;
using Xunit;

namespace Portal.Domain.Tests.Shared.Text;

public sealed class SafeFileNameTests
{
    [Theory]
    [InlineData("orders 2026.csv", "orders 2026.csv")]
    [InlineData("pesanan_kopi_☕.csv", "pesanan_kopi_☕.csv")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\temp\\orders.csv", "orders.csv")]
    [InlineData("a\r\nSet-Cookie: x=1", "aSet-Cookie_ x=1")]
    [InlineData("say \"hi\".csv", "say _hi_.csv")]
    [InlineData("nul\0l.csv", "null.csv")]
    [InlineData("invoice\u202Efdp.exe", "invoicefdp.exe")]
    [InlineData("..", "file.csv")]
    [InlineData(" . ", "file.csv")]
    [InlineData("", "file.csv")]
    [InlineData(null, "file.csv")]
    public void Of_AnyName_IsFitForHeadersAndDisks(string? name, string expected) =>
        Assert.Equal(expected, SafeFileName.Of(name, "file.csv"));

    [Fact]
    public void Of_HalfACharacter_IsReplaced() => Assert.Equal("half\ufffd.csv", SafeFileName.Of("half" + '\ud83d' + ".csv", "file.csv"));

    [Fact]
    public void Of_LongName_IsCutBetweenCharacters()
    {
        var name = SafeFileName.Of("a" + string.Concat(Enumerable.Repeat("😀", 200)), "file.csv");

        Assert.Equal(199, name.Length);
        Assert.False(char.IsHighSurrogate(name[^1]));
    }
}
