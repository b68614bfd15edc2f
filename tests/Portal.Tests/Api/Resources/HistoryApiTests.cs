using Portal.Testing.Hosting;
using Xunit;

namespace Portal.Tests.Api.Resources;

/// <summary>Prices, reviews and customers.</summary>
public sealed class HistoryApiTests(PortalApp app) : IClassFixture<PortalApp>
{
    [Fact]
    public async Task Prices_OfThePast_StandInTheirOrderAndTheLatestIsInForce()
    {
        using var client = await ResourceClient.CreateAsync(app);
        await client.PutAsync("variants/A", """{"name":"Gayo"}""");

        var answer = await client.PostAsync("prices/bulk", """
            {"rows":[{"sku":"A","since":"2026-03-01T00:00:00Z","price":12},{"sku":"A","since":"2026-01-01T00:00:00Z","price":10},{"sku":"A","since":"2026-02-01T07:00:00+07:00","price":8,"compareAtPrice":10,"promotion":"2.2"}]}
            """);

        Assert.Equal("3", answer.Text("created"));
        Assert.Equal(
            ["10 2026-01-01 2026-02-01", "8 2026-02-01 2026-03-01", "12 2026-03-01 "],
            (await client.GetAsync("prices?sku=A")).GetProperty("data").EnumerateArray().Select(row =>
                $"{row.GetProperty("price")} {row.GetProperty("since").GetString()![..10]} "
                    + $"{(row.GetProperty("until").GetString() is { } until ? until[..10] : "")}"));
        Assert.Equal("12", (await client.GetAsync("variants/A")).GetProperty("price").ToString());
        Assert.Equal(3, (await client.GetAsync("prices")).GetProperty("data").GetArrayLength());
    }

    [Fact]
    public async Task Price_ByItsAddress_IsFoundAndCorrected()
    {
        using var client = await ResourceClient.CreateAsync(app);
        await client.PutAsync("variants/A@1", """{"name":"Gayo"}""");

        var made = await client.PutAsync("prices/A@1@2026-01-01T00:00:00Z", """{"price":10}""");
        var corrected = await client.PutAsync($"prices/{made.Text("id")}", """{"price":11}""", "If-Match", made.Version!);

        Assert.Equal((201, 200, "11"), (made.Status, corrected.Status, corrected.Text("price")));
        Assert.Equal("11", (await client.GetAsync("variants/A@1")).GetProperty("price").ToString());
    }

    [Theory]
    [InlineData("prices/A@soon", """{"price":1}""", "id")]
    [InlineData("prices/A@2999-01-01T00:00:00Z", """{"price":1}""", "since")]
    [InlineData("prices/B@2026-01-01T00:00:00Z", """{"price":1}""", "sku")]
    [InlineData("prices/A@2026-01-01T00:00:00Z", "{}", "price")]
    [InlineData("reviews/r1", """{"product":"A","rating":6}""", "rating")]
    [InlineData("reviews/r1", """{"product":"A"}""", "rating")]
    [InlineData("reviews/r1", """{"product":"B","rating":5}""", "product")]
    [InlineData("reviews/r1", """{"product":"A","rating":5,"customer":"nobody"}""", "customer")]
    [InlineData("customers/c1", """{"country":"GERMANY"}""", "country")]
    public async Task Put_WrongRow_IsNamed(string address, string body, string field)
    {
        using var client = await ResourceClient.CreateAsync(app);
        await client.PutAsync("variants/A", """{"name":"Gayo"}""");

        var refused = await client.PutAsync(address, body);

        Assert.Equal(400, refused.Status);
        Assert.Equal([field], refused.Errors);
    }

    [Fact]
    public async Task Review_OfACustomer_NamesBoth()
    {
        using var client = await ResourceClient.CreateAsync(app);
        await client.PutAsync("variants/A", """{"name":"Gayo"}""");
        await client.PutAsync("customers/c1", """{"firstName":"Dewi","email":"dewi@mail.example","createdAt":"2026-01-05T00:00:00Z"}""");

        var review = await client.PutAsync("reviews/r1", """{"product":"A","customer":"c1","rating":5,"body":"Manis dan wangi."}""");

        Assert.Equal((201, "c1", "5", "published"), (review.Status, review.Text("customer"), review.Text("rating"), review.Text("status")));
        Assert.Equal(1, (await client.GetAsync("reviews?rating=5&product=A")).GetProperty("data").GetArrayLength());
        Assert.Equal("c1", (await client.GetAsync("customers?email=DEWI@mail.example")).GetProperty("data")[0].GetProperty("externalId")
            .GetString());
    }

    [Fact]
    public async Task Rows_OtherTenant_AreNotFound()
    {
        using var client = await ResourceClient.CreateAsync(app);
        using var other = await ResourceClient.CreateAsync(app);
        await other.PutAsync("variants/A", """{"name":"Gayo","price":5}""");
        await other.PutAsync("customers/c1", """{"firstName":"Dewi"}""");
        await other.PutAsync("reviews/r1", """{"product":"A","rating":5}""");

        Assert.Equal(404, (await client.SendAsync(HttpMethod.Get, "customers/c1")).Status);
        Assert.Equal(404, (await client.SendAsync(HttpMethod.Get, "reviews/r1")).Status);
        Assert.Equal(0, (await client.GetAsync("prices")).GetProperty("data").GetArrayLength());
    }
}
