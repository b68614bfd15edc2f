using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.Tests.Api.Resources;

/// <summary>What products, variants and stock do beyond what every resource does.</summary>
public sealed class CatalogueApiTests(PortalApp app) : IClassFixture<PortalApp>
{
    [Fact]
    public async Task Product_New_HasAVariantABrandAndACategoryWithThoseAbove()
    {
        using var client = await ResourceClient.CreateAsync(app);

        var product = await client.PutAsync("products/P1", """{"name":"Gayo","brand":"Kopi","category":"Coffee > Single origin","tags":["new","250 g"]}""");

        Assert.Equal((201, "P1", "Kopi", "Coffee > Single origin", "1"),
            (product.Status, product.Text("sku"), product.Text("brand"), product.Text("category"), product.Text("variants")));
        Assert.Equal(["Coffee", "Coffee > Single origin"],
            await app.Database.ListAsync<string>("select path from categories where tenant_id = $1 order by path", client.TenantId));
        Assert.Equal(1, (await client.GetAsync("products?category=Coffee")).GetProperty("data").GetArrayLength());
        Assert.Equal("P1", (await client.GetAsync("variants/P1")).GetProperty("product").GetString());
    }

    [Theory]
    [InlineData("url")]
    [InlineData("imageUrl")]
    public async Task Product_AddressThatIsNoWebPage_IsRefused(string field)
    {
        using var client = await ResourceClient.CreateAsync(app);

        foreach (var address in (string[])["javascript:alert(1)", "data:text/html,x", "//shop.example",
            "https://user:secret@shop.example/", "https://shop.example/a b"])
            Assert.Equal([field], (await client.PutAsync("products/P1", $$"""{"name":"Gayo","{{field}}":"{{address}}"}""")).Errors);
        var many = await client.PostAsync("products/bulk", $$"""{"rows":[{"externalId":"P1","name":"Gayo","{{field}}":"javascript:alert(1)"},{"externalId":"P2","name":"Toraja","{{field}}":"https://shop.example/p2"}]}""");
        var emptied = await client.PutAsync("products/P2", $$"""{"{{field}}":" "}""");

        Assert.Equal((1, 1), (many.Body.GetProperty("created").GetInt32(), many.Body.GetProperty("rejected").GetInt32()));
        Assert.Equal((200, System.Text.Json.JsonValueKind.Null), (emptied.Status, emptied.Body.GetProperty(field).ValueKind));
    }

    [Fact]
    public async Task Product_UnderASkuOfAnother_IsRefused()
    {
        using var client = await ResourceClient.CreateAsync(app);
        await client.PutAsync("variants/A", """{"name":"Gayo","product":"P1"}""");

        var refused = await client.PutAsync("products/P2", """{"name":"Toraja","sku":"A"}""");

        Assert.Equal(["sku"], refused.Errors);
    }

    [Fact]
    public async Task Variants_OfOneNewProduct_ShareIt()
    {
        using var client = await ResourceClient.CreateAsync(app);

        await client.PostAsync("variants/bulk", """{"rows":[{"sku":"S","product":"shirt","name":"Shirt","title":"Small"},{"sku":"L","product":"shirt","name":"Shirt","title":"Large"}]}""");

        var product = Assert.Single((await client.GetAsync("products")).GetProperty("data").EnumerateArray());
        Assert.Equal(("shirt", "Shirt", 2), (product.GetProperty("externalId").GetString(), product.GetProperty("name").GetString(),
            product.GetProperty("variants").GetInt32()));
    }

    [Fact]
    public async Task Variant_PriceChanged_IsInThePriceHistory()
    {
        using var client = await ResourceClient.CreateAsync(app);
        await client.PutAsync("variants/A", """{"name":"Gayo","price":100}""");

        await client.PutAsync("variants/A", """{"price":80,"compareAtPrice":100,"promotion":"9.9"}""");

        Assert.Equal(
            ["100 ended", "80 100 9.9"],
            await app.Database.ListAsync<string>(
                "select concat_ws(' ', price::float, compare_at_price::float, promotion, case when until is not null then 'ended' end) "
                    + "from variant_prices where tenant_id = $1 order by since", client.TenantId));
    }

    [Fact]
    public async Task Stock_Set_AppendsTheDifference()
    {
        using var client = await ResourceClient.CreateAsync(app);
        await client.PutAsync("variants/A", """{"name":"Gayo"}""");

        await client.PutAsync("inventory/A@main", """{"onHand":10,"reason":"Counted"}""");
        await client.PutAsync("inventory/A@main", """{"onHand":4}""");
        var unchanged = await client.PutAsync("inventory/A@main", """{"onHand":4}""");

        Assert.Equal((200, "4"), (unchanged.Status, unchanged.Text("onHand")));
        Assert.Equal(
            ["adjustment 10 Counted", "adjustment -6"],
            await app.Database.ListAsync<string>(
                "select concat_ws(' ', kind, quantity, reason) from stock_movements where tenant_id = $1 order by recorded_at",
                client.TenantId));
        Assert.Equal("4", (await client.GetAsync("variants/A")).GetProperty("onHand").ToString());
    }

    [Theory]
    [InlineData("""{"sku":"X","onHand":1}""", "sku")]
    [InlineData("""{"sku":"A","location":"moon","onHand":1}""", "location")]
    [InlineData("""{"sku":"A"}""", "onHand")]
    [InlineData("""{"sku":"A","onHand":1,"adjustment":1}""", "onHand")]
    public async Task Stock_WrongRow_IsNamed(string row, string field)
    {
        using var client = await ResourceClient.CreateAsync(app);
        await client.PutAsync("variants/A", """{"name":"Gayo"}""");

        var answer = await client.PostAsync("inventory/bulk", $$"""{"rows":[{{row}}]}""");

        Assert.Equal([field], answer.Body.GetProperty("results")[0].GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task Stock_OneLevelTwice_IsTakenOnce()
    {
        using var client = await ResourceClient.CreateAsync(app);
        await client.PutAsync("variants/A", """{"name":"Gayo"}""");

        var answer = await client.PostAsync("inventory/bulk", """{"rows":[{"sku":"A","onHand":5},{"sku":"A","location":"main","onHand":6}]}""");

        Assert.Equal(("1", "1"), (answer.Text("updated"), answer.Text("rejected")));
        Assert.Equal(5, (await client.GetAsync("inventory/A@main")).GetProperty("onHand").GetInt32());
    }
}
