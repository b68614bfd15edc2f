using Portal.Domain.Analytics.Schema;
using Xunit;

namespace Portal.Domain.Tests.Analytics.Schema;

public sealed class PropertyPathTests
{
    [Theory]
    [InlineData("price", "price")]
    [InlineData("address.city", "address|city")]
    [InlineData("products[].price", "products|price")]
    [InlineData("tags[]", "tags")]
    [InlineData(@"a\.b.c\[0]", "a.b|c[0]")]
    public void Parse_WrittenForm_FindsTheNames(string text, string names) =>
        Assert.Equal(names.Split('|'), PropertyPath.Parse(text)!.Names);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a.")]
    [InlineData(".a")]
    [InlineData("a.b.c.d")]
    [InlineData("[]")]
    public void Parse_NoPath_IsNull(string? text) => Assert.Null(PropertyPath.Parse(text));

    [Fact]
    public void SqlJsonFilter_NameWithQuote_StaysAName() =>
        Assert.Equal("""$."a\u0022b"."c" ? (@ == $v || @ == $n)""", PropertyPath.Parse("a\"b.c")!.SqlJsonFilter);

    [Theory]
    [InlineData("12.50", """{"v":"12.50","n":12.50}""")]
    [InlineData("true", """{"v":"true","n":true}""")]
    [InlineData("null", """{"v":"null","n":null}""")]
    [InlineData("Gayo", """{"v":"Gayo","n":"Gayo"}""")]
    public void SqlJsonVariables_Value_IsTheTextAndWhatItMayMean(string value, string variables) =>
        Assert.Equal(variables, PropertyPath.SqlJsonVariables(value));
}
