using Portal.Domain.Tables;
using Xunit;

namespace Portal.Domain.Tests.Tables;

public sealed class CsvLineTests
{
    [Fact]
    public void Write_QuotesWhatNeedsIt() =>
        Assert.Equal("plain,\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",\r\n", CsvLine.Write(["plain", "a,b", "say \"hi\"", "two\nlines", ""]));

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@cmd", "'@cmd")]
    [InlineData("-cmd", "'-cmd")]
    [InlineData("-12.50", "-12.50")]
    [InlineData("#KK-1", "#KK-1")]
    public void Write_FormulaFromOutside_StaysText(string cell, string expected) =>
        Assert.Equal(expected + "\r\n", CsvLine.Write([cell]));
}
