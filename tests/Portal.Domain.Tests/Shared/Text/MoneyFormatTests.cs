using System.Globalization;
using Portal.Domain.Shared.Text;
using Xunit;

namespace Portal.Domain.Tests.Shared.Text;

public sealed class MoneyFormatTests
{
    [Theory]
    [InlineData("517000", "IDR", "Rp 517,000")]
    [InlineData("12.5", "USD", "$12.50")]
    [InlineData("12.5", "EUR", "€12.50")]
    [InlineData("1234.5", "GBP", "£1,234.50")]
    [InlineData("1500", "JPY", "¥1,500")]
    [InlineData("99.9", "SEK", "99.90 kr")]
    [InlineData("1.2345", "KWD", "KWD 1.235")]
    [InlineData("-29000", "IDR", "−Rp 29,000")]
    [InlineData("7", "XTS", "XTS 7.00")]
    public void Full_FollowsTheCurrency(string amount, string currency, string expected) =>
        Assert.Equal(expected, MoneyFormat.Full(Amount(amount), currency));

    [Theory]
    [InlineData("48620000", "IDR", "Rp 48.62M")]
    [InlineData("296463", "IDR", "Rp 296,463")]
    [InlineData("9999.99", "USD", "$9,999.99")]
    [InlineData("48620.55", "USD", "$48,621")]
    [InlineData("-1240000", "SEK", "−1.24M kr")]
    public void Brief_DropsWhatSaysNothing(string amount, string currency, string expected) =>
        Assert.Equal(expected, MoneyFormat.Brief(Amount(amount), currency));

    [Fact]
    public void Parts_SplitTheCurrencyAndKeepTheFullAmount()
    {
        Assert.Equal(new MoneyFormatter("Rp", "48.62M", "", "Rp 48,620,000"), MoneyFormat.Parts(48_620_000, "IDR"));
        Assert.Equal(new MoneyFormatter("", "1,240.00", "kr", "1,240.00 kr"), MoneyFormat.Parts(1240, "SEK"));
    }

    [Fact]
    public void AnyFormat_NoAmount_IsADash()
    {
        Assert.Equal("—", MoneyFormat.Full(null, "IDR"));
        Assert.Equal("—", MoneyFormat.Digits(null, "IDR"));
        Assert.Equal("—", MoneyFormat.Parts(null, "IDR").Number);
    }

    private static decimal Amount(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
