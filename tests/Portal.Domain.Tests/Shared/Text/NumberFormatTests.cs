using System.Globalization;
using Portal.Domain.Shared.Text;
using Xunit;

namespace Portal.Domain.Tests.Shared.Text;

public sealed class NumberFormatTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("1777", "1,777")]
    [InlineData("296463", "296,463")]
    [InlineData("999999", "999,999")]
    [InlineData("1240000", "1.24M")]
    [InlineData("48620000", "48.62M")]
    [InlineData("999994999", "999.99M")]
    [InlineData("999995000", "1.00B")]
    [InlineData("1410000000", "1.41B")]
    [InlineData("-2500000", "−2.50M")]
    public void Brief_AbbreviatesFromAMillionOn(string value, string expected) =>
        Assert.Equal(expected, NumberFormat.Brief(decimal.Parse(value, CultureInfo.InvariantCulture)));

    [Fact]
    public void AnyFormat_NoValue_IsADash()
    {
        Assert.Equal("—", NumberFormat.Full(null));
        Assert.Equal("—", NumberFormat.Brief(null));
        Assert.Equal("—", NumberFormat.Percent(null));
        Assert.Equal("—", NumberFormat.Points(null));
    }

    [Fact]
    public void Percent_TakesAShareOfOne()
    {
        Assert.Equal("12.7%", NumberFormat.Percent(0.127m));
        Assert.Equal("−6.9%", NumberFormat.Percent(-0.069m));
        Assert.Equal("57%", NumberFormat.Percent(0.572m, 0));
    }

    [Fact]
    public void Points_AreNotPercent() => Assert.Equal("0.12 pt", NumberFormat.Points(0.0012m));

    [Fact]
    public void Count_AgreesWithItsNoun()
    {
        Assert.Equal("1 order", NumberFormat.Count(1, "order", "orders"));
        Assert.Equal("1,777 orders", NumberFormat.Count(1777, "order", "orders"));
    }
}
