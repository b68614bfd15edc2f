using Portal.Testing.Hosting;
using Xunit;

namespace Portal.Tests.Api.Resources;

/// <summary>Campaigns, ad spend and seasons.</summary>
public sealed class MarketingApiTests(PortalApp app) : IClassFixture<PortalApp>
{
    [Fact]
    public async Task AdSpend_SentAgain_CorrectsTheDay()
    {
        using var client = await ResourceClient.CreateAsync(app);
        const string first = """{"rows":[{"day":"2026-03-01","channel":"paid_social","source":"instagram","campaign":"harvest","cost":100,"clicks":40},{"day":"2026-03-01","channel":"paid_search","cost":50}]}""";

        var made = await client.PostAsync("ad-spend/bulk", first);
        var again = await client.PostAsync("ad-spend/bulk", first);
        var corrected = await client.PostAsync("ad-spend/bulk", """{"rows":[{"day":"2026-03-01","channel":"paid_social","source":"instagram","campaign":"harvest","cost":120}]}""");

        Assert.Equal(("2", "2", "1"), (made.Text("created"), again.Text("unchanged"), corrected.Text("updated")));
        var rows = (await client.GetAsync("ad-spend?from=2026-03-01&to=2026-03-01&channel=paid_social")).GetProperty("data");
        Assert.Equal(("120", "40", "IDR"), (rows[0].GetProperty("cost").ToString(), rows[0].GetProperty("clicks").ToString(),
            rows[0].GetProperty("currency").ToString()));
        var one = await client.PutAsync($"ad-spend/{rows[0].GetProperty("id")}", """{"cost":130}""");
        Assert.Equal((200, "130"), (one.Status, one.Text("cost")));
    }

    [Theory]
    [InlineData("campaigns/harvest", """{"name":"Harvest","channel":"billboard"}""", "channel")]
    [InlineData("campaigns/harvest", """{"name":"Harvest"}""", "channel")]
    [InlineData("campaigns/harvest", """{"name":"Harvest","channel":"email","startsOn":"2026-03-02","endsOn":"2026-03-01"}""", "endsOn")]
    [InlineData("seasons/birthday", """{"name":"Birthday","startsOn":"2026-03-02","endsOn":"2026-03-01"}""", "endsOn")]
    [InlineData("seasons/birthday", """{"name":"Birthday","startsOn":"2026-03-02"}""", "endsOn")]
    [InlineData("ad-spend/none", """{"cost":1}""", "id")]
    public async Task Put_WrongRow_IsNamed(string address, string body, string field)
    {
        using var client = await ResourceClient.CreateAsync(app);

        var refused = await client.PutAsync(address, body);

        Assert.Equal(400, refused.Status);
        Assert.Equal([field], refused.Errors);
    }

    [Fact]
    public async Task Rows_OtherTenant_AreNotFound()
    {
        using var client = await ResourceClient.CreateAsync(app);
        using var other = await ResourceClient.CreateAsync(app);
        await other.PutAsync("campaigns/harvest", """{"name":"Harvest","channel":"email"}""");
        await other.PutAsync("seasons/birthday", """{"name":"Birthday","startsOn":"2026-03-02","endsOn":"2026-03-05"}""");
        await other.PostAsync("ad-spend/bulk", """{"rows":[{"day":"2026-03-01","channel":"email","cost":100}]}""");

        foreach (var list in new[] { "campaigns", "seasons", "ad-spend" })
        {
            Assert.Equal(1, (await other.GetAsync(list)).GetProperty("data").GetArrayLength());
            Assert.Equal(0, (await client.GetAsync(list)).GetProperty("data").GetArrayLength());
        }
    }
}
