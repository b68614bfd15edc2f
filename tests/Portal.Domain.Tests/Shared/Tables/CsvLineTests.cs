using Portal.Domain.Shared.Tables;
using Xunit;

namespace Portal.Domain.Tests.Shared.Tables;

public sealed class CsvLineTests
{
    [Fact]
    public void Write_QuotesWhatNeedsIt() =>
        Assert.Equal("plain,\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",\r\n",
            CsvLine.Write(["plain", "a,b", "say \"hi\"", "two\nlines", ""]));

    // A program that takes another sign for the delimiter must not make a cell of its own out of it.
    [Theory]
    [InlineData("a;=1+1")]
    [InlineData("a\t=1+1")]
    [InlineData("a|=1+1")]
    [InlineData("a\r=1+1")]
    [InlineData("a\n=1+1")]
    [InlineData(" spaces before")]
    [InlineData("spaces behind ")]
    [InlineData("no-break space behind\u00a0")]
    public void Write_SignsThatProgramsTakeForMore_AreQuoted(string cell) => Assert.Equal($"\"{cell}\"\r\n", CsvLine.Write([cell]));

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1+1", "'+1+1")]
    [InlineData("@cmd", "'@cmd")]
    [InlineData("-cmd", "'-cmd")]
    [InlineData("\t=1+1", "\"'\t=1+1\"")]
    [InlineData("\r=1+1", "\"'\r=1+1\"")]
    [InlineData("\"=1+1\"", "\"'\"\"=1+1\"\"\"")]
    [InlineData("'=1+1", "''=1+1")]
    [InlineData(" =1+1", "' =1+1")]
    [InlineData("\uFF1D1+1", "'\uFF1D1+1")]
    [InlineData("-1+cmd|' /C calc'!A0", "\"'-1+cmd|' /C calc'!A0\"")]
    [InlineData("+62 812 555", "'+62 812 555")]
    public void Write_FormulaFromOutside_StaysText(string cell, string expected) =>
        Assert.Equal(expected + "\r\n", CsvLine.Write([cell]));

    [Theory]
    [InlineData("-12.50")]
    [InlineData("+3")]
    [InlineData("#KK-1")]
    [InlineData("'tis the season")]
    [InlineData("a=b")]
    public void Write_NoFormula_IsLeftAlone(string cell) => Assert.Equal(cell + "\r\n", CsvLine.Write([cell]));
}
