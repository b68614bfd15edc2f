using Portal.Domain.Shared.Tables;
using Xunit;

namespace Portal.Domain.Tests.Shared.Tables;

public sealed class SpreadsheetTextTests
{
    private const string Signs = "=+-@'\"\t\r\n 0123456789.,eE\u00a0\uFF1D\uFF0Bab";

    [Fact]
    public void Restore_WhatWasNeutralized_IsTheTextAgain()
    {
        var random = new Random(20_261_130);
        for (var round = 0; round < 200_000; round++)
        {
            var text = string.Create(random.Next(8), random, (span, source) => source.GetItems(Signs, span));

            var cell = SpreadsheetText.Neutralize(text);

            Assert.Equal(text, SpreadsheetText.Restore(cell));
            Assert.False(SpreadsheetText.IsFormula(cell) && cell[0] != '\'', $"A spreadsheet would run “{cell}”.");
        }
    }

    [Theory]
    [InlineData("'tis")]
    [InlineData("'")]
    [InlineData("'-3")]
    [InlineData("plain")]
    public void Restore_TextOfOthers_StaysAsItIs(string cell) => Assert.Equal(cell, SpreadsheetText.Restore(cell));
}
