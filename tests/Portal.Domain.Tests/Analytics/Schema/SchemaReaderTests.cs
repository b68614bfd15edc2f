using System.Text;
using Portal.Domain.Analytics.Schema;
using Xunit;

namespace Portal.Domain.Tests.Analytics.Schema;

public sealed class SchemaReaderTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Read_PropertyInHalfOfTheEvents_HasThatShareAndItsInstants()
    {
        var schema = Learn("""{"price":10,"coupon":"X"}""", """{"price":20}""");

        Assert.Equal(2, schema.Events);
        var coupon = Property(schema, "coupon");
        Assert.Equal((1, 0.5m, Noon, Noon), (coupon.Events, coupon.Share, coupon.FirstSeen, coupon.LastSeen));
        var price = Property(schema, "price");
        Assert.Equal((2, 1m, Noon, Noon.AddMinutes(1)), (price.Events, price.Share, price.FirstSeen, price.LastSeen));
    }

    [Fact]
    public void Read_EventWithoutProperties_CountsAmongTheEvents() =>
        Assert.Equal(0.5m, Property(Learn("""{"price":10}""", ""), "price").Share);

    [Fact]
    public void Read_TwoTypes_AreADriftWithTheirShares()
    {
        var price = Property(Learn("""{"price":10}""", """{"price":"10"}""", """{"price":12.5}""", """{"price":null}"""), "price");

        Assert.Equal([new TypeShare("number", 0.5m), new("null", 0.25m), new("string", 0.25m)], price.Types);
        Assert.True(price.Drifts);
    }

    [Fact]
    public void Read_NullOrEmptyArrayBesideOneType_IsNoDrift()
    {
        var schema = Learn("""{"price":10,"tags":["a"]}""", """{"price":null,"tags":[]}""");

        Assert.False(Property(schema, "price").Drifts);
        Assert.False(Property(schema, "tags[]").Drifts);
    }

    [Fact]
    public void Read_ArrayOfObjects_CountsTheEventOnceAndEachValue()
    {
        var schema = Learn("""{"products":[{"sku":"A","price":1},{"sku":"B"}]}""", """{"products":[{"sku":"A"}]}""");

        Assert.Equal(["products[]", "products[].price", "products[].sku"], schema.Properties.Select(property => property.Path));
        Assert.Equal([new TypeShare("object[]", 1)], Property(schema, "products[]").Types);
        Assert.Equal((2, 1m), (Property(schema, "products[].sku").Events, Property(schema, "products[].sku").Share));
        Assert.Equal(["A", "B"], Property(schema, "products[].sku").Examples);
        Assert.Equal(0.5m, Property(schema, "products[].price").Share);
    }

    [Fact]
    public void Read_ObjectAndArrayUnderOneName_IsADrift()
    {
        var products = Property(Learn("""{"products":[{"sku":"A"}]}""", """{"products":{"sku":"A"}}"""), "products[]");

        Assert.True(products.Drifts);
        Assert.Equal(["object", "object[]"], products.Types.Select(type => type.Type).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Read_Nesting_StopsTwoLevelsInside()
    {
        var schema = Learn("""{"a":{"b":{"c":{"d":1}}}}""");

        Assert.Equal(["a", "a.b", "a.b.c"], schema.Properties.Select(property => property.Path));
        Assert.Equal([new TypeShare("object", 1)], Property(schema, "a.b.c").Types);
    }

    [Fact]
    public void Read_Examples_AreThreeDifferentShortAndMasked()
    {
        var schema = Learn(
            $$"""{"size":"S","email":"dewi@example.com","note":"{{new string('x', 200)}}"}""", """{"size":"S"}""", """{"size":"M"}""", """{"size":"L"}""", """{"size":"XL"}""");

        Assert.Equal(["S", "M", "L"], Property(schema, "size").Examples);
        Assert.Equal(["d•••@example.com"], Property(schema, "email").Examples);
        Assert.Equal(80, Property(schema, "note").Examples[0].Length);
    }

    [Theory]
    [InlineData("Price", "price")]
    [InlineData("productId", "product_id")]
    [InlineData("product-id", "product_id")]
    public void Read_NameThatDiffersOnlyInWriting_PointsToTheMoreFrequent(string rare, string frequent)
    {
        var schema = Learn($$"""{"{{frequent}}":1}""", $$"""{"{{frequent}}":1}""", $$"""{"{{rare}}":1}""");

        Assert.Equal(frequent, Property(schema, rare).Alike);
        Assert.Null(Property(schema, frequent).Alike);
    }

    [Fact]
    public void Read_SameNameInAnotherObject_IsNotAlike()
    {
        var schema = Learn("""{"price":1,"product":{"Price":2}}""");

        Assert.All(schema.Properties, property => Assert.Null(property.Alike));
    }

    [Fact]
    public void Read_GeneratedNames_AreCutAndSaidSo()
    {
        var schema = Learn([.. Enumerable.Range(0, SchemaReader.MaxPaths + 1).Select(number => $$"""{"p{{number}}":1}""")]);

        Assert.True(schema.IsCut);
        Assert.Equal(SchemaReader.MaxPaths, schema.Properties.Count);
        Assert.Equal(SchemaReader.MaxPaths + 1, schema.Events);
    }

    [Fact]
    public void Read_NameWithADot_IsOneName()
    {
        var path = Assert.Single(Learn("""{"a.b":1}""").Properties).Path;

        Assert.Equal(["a.b"], PropertyPath.Parse(path)!.Names);
    }

    private static EventSchema Learn(params string[] events)
    {
        var reader = new SchemaReader();
        for (var number = 0; number < events.Length; number++)
            reader.Add(Encoding.UTF8.GetBytes(events[number]), Noon.AddMinutes(number));
        return reader.Read();
    }

    private static PropertySchema Property(EventSchema schema, string path) =>
        Assert.Single(schema.Properties, property => property.Path == path);
}
