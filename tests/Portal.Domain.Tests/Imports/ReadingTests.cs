using Portal.Domain.Imports;
using Xunit;

namespace Portal.Domain.Tests.Imports;

public sealed class ReadingTests
{
    [Theory]
    [InlineData('.', "1,234.56", 1234.56)]
    [InlineData(',', "1.234,56", 1234.56)]
    [InlineData('.', "£ 12", 12)]
    [InlineData('.', "-3", -3)]
    [InlineData('.', "(3.50)", -3.5)]
    [InlineData(',', "1 234,5 €", 1234.5)]
    public void Number_Written_IsRead(char sign, string text, double number) =>
        Assert.Equal((decimal)number, new NumberStyle(sign).Read(text));

    [Theory]
    [InlineData("abc")]
    [InlineData("")]
    [InlineData("1.2.3")]
    public void Number_NoNumber_IsNull(string text) => Assert.Null(new NumberStyle('.').Read(text));

    [Theory]
    [InlineData('.', "2.55", "3.39", "1234")]
    [InlineData(',', "2,55", "3,39", "1.234,00")]
    [InlineData('.', "1,234", "12,345", "7")]
    [InlineData(',', "0,125", "3")]
    public void Number_Style_IsToldFromTheValues(char sign, params string[] values) =>
        Assert.Equal(sign, NumberStyle.Guess(values).DecimalSign);

    [Theory]
    [InlineData("2010-12-01 08:26:00", "2010-12-01T08:26:00Z")]
    [InlineData("2010-07-01", "2010-06-30T23:00:00Z")]
    [InlineData("1/12/2010 8:26", "2010-12-01T08:26:00Z")]
    [InlineData("01.12.2010", "2010-12-01T00:00:00Z")]
    [InlineData("20101201", "2010-12-01T00:00:00Z")]
    [InlineData("2010-12-01T08:26:00+02:00", "2010-12-01T06:26:00Z")]
    public void Date_Written_IsReadInTheStoresZone(string text, string instant) => Assert.Equal(At(instant), Style([text]).Read(text));

    [Fact]
    public void Date_MonthFirst_IsToldByADayAboveTwelve() =>
        Assert.Equal(At("2010-12-01T08:26:00Z"), Style(["12/1/2010 8:26", "12/13/2010 9:00"]).Read("12/1/2010 8:26"));

    [Fact]
    public void Date_InTheHourThatClocksSkip_IsTheHourAfter() =>
        Assert.Equal(At("2026-03-08T07:00:00Z"), DateStyle.Guess([], null, TimeZoneInfo.FindSystemTimeZoneById("America/New_York"))
            .Read("2026-03-08 02:30:00"));

    [Theory]
    [InlineData("31/31/2010")]
    [InlineData("soon")]
    public void Date_NoDate_IsNull(string text) => Assert.Null(Style([]).Read(text));

    [Fact]
    public void Mapping_HeadersOfOtherSystems_AreGuessed()
    {
        ImportField[] fields = [new("orderId", "Order id", ImportFieldType.Id, true, "invoiceno"),
            new("sku", "SKU", ImportFieldType.Id, false, "stockcode"), new("name", "Name", ImportFieldType.Text, false, "description")];

        var mapping = ColumnMapping.Guess(["InvoiceNo", "Stock Code", "Colour"], fields);

        Assert.Equal(new Dictionary<string, string> { ["InvoiceNo"] = "orderId", ["Stock Code"] = "sku" }, mapping);
        Assert.Null(ColumnMapping.Check(mapping, ["InvoiceNo", "Stock Code", "Colour"], fields));
        Assert.NotNull(ColumnMapping.Check(new Dictionary<string, string>(), ["InvoiceNo"], fields));
    }

    [Theory]
    [InlineData(',', "a,b,c\n1;2;3;4;5")]
    [InlineData(';', "a;\"b,c,d\";e")]
    [InlineData('\t', "a\tb")]
    [InlineData(',', "a")]
    public void Delimiter_FirstLine_TellsIt(char sign, string start) => Assert.Equal(sign, Delimiter.Guess(start));

    private static DateStyle Style(string[] values) => DateStyle.Guess(values, null, TimeZoneInfo.FindSystemTimeZoneById("Europe/London"));

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);
}
