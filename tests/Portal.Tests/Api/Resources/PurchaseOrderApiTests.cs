using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.Tests.Api.Resources;

public sealed class PurchaseOrderApiTests(PortalApp app) : IClassFixture<PortalApp>
{
    [Fact]
    public async Task Order_New_GetsTheNextNumberAndTheVariantsCost()
    {
        using var client = await ClientAsync();

        var first = await client.PostAsync("purchase-orders/bulk", """{"rows":[{"supplier":"Koperasi","lines":[{"sku":"A","quantity":10},{"sku":"B","quantity":5,"unitCost":2.5}]},{"note":"empty"}]}""");

        Assert.Equal("2", first.Text("created"));
        var order = await client.GetAsync("purchase-orders/PO-00001");
        Assert.Equal(("draft", "Koperasi", "main", "IDR"),
            (order.GetProperty("status").GetString(), order.GetProperty("supplier").GetString(), order.GetProperty("location").GetString(),
            order.GetProperty("currency").GetString()));
        Assert.Equal(
            ["A 10 0 4", "B 5 0 2.5"],
            order.GetProperty("lines").EnumerateArray()
                .Select(line =>
                $"{line.GetProperty("sku")} {line.GetProperty("quantity")} {line.GetProperty("received")} {line.GetProperty("unitCost")}"));
        Assert.Equal(
            ["PO-00001", "PO-00002"],
            (await client.GetAsync("purchase-orders?status=draft&fields=number")).GetProperty("data").EnumerateArray()
                .Select(row => row.GetProperty("number").GetString()).Order());
    }

    [Fact]
    public async Task Receipt_OfAPart_MovesTheStockAndTheStatus()
    {
        using var client = await ClientAsync();
        await client.PutAsync("purchase-orders/K-1", """{"status":"ordered","lines":[{"sku":"A","quantity":10},{"sku":"B","quantity":5}]}""");

        var part = await client.PutAsync("purchase-orders/K-1", """{"lines":[{"sku":"A","received":4},{"sku":"B"}]}""");
        var onOrder = await client.GetAsync("inventory/A@main");
        var rest = await client.PutAsync("purchase-orders/K-1", """{"lines":[{"sku":"A","received":10},{"sku":"B","received":5}]}""");

        Assert.Equal(("partially_received", "received"), (part.Text("status"), rest.Text("status")));
        Assert.Equal((4, 6), (onOrder.GetProperty("onHand").GetInt32(), onOrder.GetProperty("onOrder").GetInt32()));
        Assert.Equal(
            ["A receipt 4 4", "A receipt 6 4", "B receipt 5 7"],
            await app.Database.ListAsync<string>(
                "select concat_ws(' ', v.sku, m.kind, m.quantity, m.unit_cost::float) from stock_movements m join variants v on "
                    + "v.tenant_id = m.tenant_id and v.id = m.variant_id where m.tenant_id = $1 order by 1",
                client.TenantId));
        Assert.Equal(2, await app.Database.ScalarAsync<long>("select count(*) from purchase_receipts where tenant_id = $1",
            client.TenantId));
    }

    [Fact]
    public async Task Order_SentBackAsItWasRead_ChangesNothing()
    {
        using var client = await ClientAsync();
        await client.PutAsync("purchase-orders/K-1", """{"status":"ordered","lines":[{"sku":"A","quantity":10}]}""");
        var read = await client.PutAsync("purchase-orders/K-1", """{"lines":[{"sku":"A","received":4}]}""");

        var again = await client.PutAsync("purchase-orders/K-1", read.Body.ToString());

        Assert.Equal((200, read.Body.ToString()), (again.Status, again.Body.ToString()));
        Assert.Equal(4, (await client.GetAsync("inventory/A@main")).GetProperty("onHand").GetInt32());
    }

    [Fact]
    public async Task Lines_Sent_ReplaceThoseThatNothingCameOf()
    {
        using var client = await ClientAsync();
        await client.PutAsync("purchase-orders/K-1", """{"lines":[{"sku":"A","quantity":10}]}""");

        var changed = await client.PutAsync("purchase-orders/K-1", """{"lines":[{"sku":"B","quantity":3}]}""");

        Assert.Equal("B", Assert.Single(changed.Body.GetProperty("lines").EnumerateArray()).GetProperty("sku").GetString());
    }

    [Theory]
    [InlineData("""{"status":"received"}""", "status")]
    [InlineData("""{"status":"draft"}""", "status")]
    [InlineData("""{"location":"moon"}""", "location")]
    [InlineData("""{"lines":[{"sku":"X","quantity":1}]}""", "lines")]
    [InlineData("""{"lines":[{"sku":"A"},{"sku":"A"}]}""", "lines")]
    [InlineData("""{"lines":[{"sku":"A"},{"sku":"B"}]}""", "lines")]
    [InlineData("""{"lines":[{"sku":"A","received":3}]}""", "lines")]
    [InlineData("""{"lines":[{"sku":"A","quantity":3}]}""", "lines")]
    [InlineData("""{"lines":[{"sku":"B","quantity":3}]}""", "lines")]
    [InlineData("""{"lines":[{"quantity":3}]}""", "lines[0].sku")]
    [InlineData("""{"lines":[{"sku":"A","quantity":0}]}""", "lines[0].quantity")]
    [InlineData("""{"status":"cancelled","lines":[{"sku":"A","received":9}]}""", "lines")]
    public async Task Order_WrongChange_IsNamedAndNothingIsWritten(string body, string field)
    {
        using var client = await ClientAsync();
        await client.PutAsync("purchase-orders/K-1", """{"status":"ordered","lines":[{"sku":"A","quantity":10}]}""");
        var before = await client.PutAsync("purchase-orders/K-1", """{"lines":[{"sku":"A","received":4}]}""");

        var refused = await client.PutAsync("purchase-orders/K-1", body);

        Assert.Equal(400, refused.Status);
        Assert.Equal([field], refused.Errors);
        Assert.Equal(before.Body.ToString(), (await client.GetAsync("purchase-orders/K-1")).ToString());
    }

    [Fact]
    public async Task Orders_OtherTenant_AreNotFound()
    {
        using var client = await ClientAsync();
        using var other = await ClientAsync();
        await other.PutAsync("purchase-orders/K-1", """{"lines":[{"sku":"A","quantity":10}]}""");

        Assert.Equal(404, (await client.SendAsync(HttpMethod.Get, "purchase-orders/K-1")).Status);
        Assert.Equal(0, (await client.GetAsync("purchase-orders")).GetProperty("data").GetArrayLength());
    }

    private async Task<ResourceClient> ClientAsync()
    {
        var client = await ResourceClient.CreateAsync(app);
        await client.PostAsync("variants/bulk", """{"rows":[{"sku":"A","name":"Gayo","cost":4},{"sku":"B","name":"Toraja","cost":7}]}""");
        return client;
    }
}
