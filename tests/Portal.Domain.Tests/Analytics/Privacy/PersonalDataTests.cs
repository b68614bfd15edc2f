using System.Diagnostics;
using Portal.Domain.Analytics.Privacy;
using Xunit;

namespace Portal.Domain.Tests.Analytics.Privacy;

public sealed class PersonalDataTests
{
    [Theory]
    [InlineData("email", "dewi@example.com", "d•••@example.com")]
    [InlineData("note", "ask dewi.l@mail.example.com or b@c.de", "ask d•••@mail.example.com or b•••@c.de")]
    [InlineData("contact_email", "not an address", "n•••")]
    [InlineData("phone", "+62 812 3456 7890", "••• 90")]
    [InlineData("phoneNumber", "12", "1•••")]
    [InlineData("firstName", "Dewi", "D•••")]
    [InlineData("last_name", "L", "•••")]
    [InlineData("ip", "203.0.113.7", "2•••")]
    [InlineData("name", "Gayo Wine Process", "Gayo Wine Process")]
    [InlineData("product_id", "P-1", "P-1")]
    public void Mask_Property_HidesWhatNamesAPerson(string name, string value, string expected) =>
        Assert.Equal(expected, PersonalData.Mask(name, value, isTrait: false));

    [Fact]
    public void Mask_NameAmongTraits_IsThePersons() => Assert.Equal("D•••", PersonalData.Mask("name", "Dewi Lestari", isTrait: true));

    [Fact]
    public void MaskText_LongWordWithoutAddress_TakesNoTime()
    {
        var watch = Stopwatch.StartNew();

        PersonalData.MaskText(new string('a', 100_000));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1), $"took {watch.Elapsed}");
    }

    [Fact]
    public void Write_Masked_HidesTraitsAtAnyDepthAndKeepsTheRest()
    {
        const string json = """{"sku":"A","price":12.50,"traits":{"name":"Dewi","phone":628123456789},"list":["x@y.example"],"none":null}""";

        Assert.Equal(
            """{"sku":"A","price":12.50,"traits":{"name":"D•••","phone":"••• 89"},"list":["x•••@y.example"],"none":null}""",
            MaskedJson.Write(json, isTraits: false, isPlain: false, indented: false));
    }

    [Fact]
    public void Write_Plain_IsTheSameDocumentIndented() =>
        Assert.Equal("{\n  \"email\": \"dewi@example.com\"\n}", MaskedJson.Write("""{"email":"dewi@example.com"}""", isTraits: true, isPlain: true));
}
