using System.Text.Json;
using Portal.Domain.Tenancy;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.Tests.Api.Resources;

/// <summary>What holds for every resource, shown with variants.</summary>
public sealed class ResourceApiTests(PortalApp app) : IClassFixture<PortalApp>
{
    [Fact]
    public async Task Put_ANewRow_IsMadeAndFoundByItsKeyAndItsId()
    {
        using var client = await ResourceClient.CreateAsync(app);

        var made = await client.PutAsync("variants/KP-1", """{"name":"Gayo","price":145000.5,"options":{"size":"250 g"}}""");

        Assert.Equal((201, $"/api/v1/variants/{made.Text("id")}"), (made.Status, made.Headers["Location"]));
        Assert.Equal(("KP-1", "Gayo", "145000.5", "IDR"), (made.Text("sku"), made.Text("name"), made.Text("price"), made.Text("currency")));
        Assert.Equal(made.Body.ToString(), (await client.GetAsync($"variants/{made.Text("id")}")).ToString());
        Assert.Equal(made.Body.ToString(), (await client.GetAsync("variants/KP-1")).ToString());
    }

    [Fact]
    public async Task Put_SomeFields_LeavesTheOthersAndNullEmptiesOne()
    {
        using var client = await ResourceClient.CreateAsync(app);
        await client.PutAsync("variants/A", """{"name":"Gayo","price":10,"cost":4,"barcode":"123"}""");

        var changed = await client.PutAsync("variants/A", """{"price":12,"barcode":null}""");

        Assert.Equal((200, "12", "4", ""), (changed.Status, changed.Text("price"), changed.Text("cost"), changed.Text("barcode")));
    }

    [Fact]
    public async Task Put_WhatWasRead_ChangesNothing()
    {
        using var client = await ResourceClient.CreateAsync(app);
        var made = await client.PutAsync("variants/A", """{"name":"Gayo","price":10}""");

        var again = await client.PutAsync("variants/A", made.Body.ToString());

        Assert.Equal((200, made.Version, made.Body.ToString()), (again.Status, again.Version, again.Body.ToString()));
    }

    [Theory]
    [InlineData("""{"price":"ten"}""", "price")]
    [InlineData("""{"price":-1}""", "price")]
    [InlineData("""{"price":1.23456}""", "price")]
    [InlineData("""{"colour":"red"}""", "colour")]
    [InlineData("""{"status":"gone"}""", "status")]
    [InlineData("""{"isStocked":"yes"}""", "isStocked")]
    [InlineData("""{"reorderPoint":1.5}""", "reorderPoint")]
    [InlineData("""{"options":{"size":1} }""", "options")]
    [InlineData("""{"sku":""}""", "sku")]
    [InlineData("""{"sku":"B"}""", "sku")]
    [InlineData("""{"currency":"euro"}""", "currency")]
    public async Task Put_WrongField_IsNamed(string body, string field)
    {
        using var client = await ResourceClient.CreateAsync(app);

        var refused = await client.PutAsync("variants/A", body);

        Assert.Equal((400, "invalid"), (refused.Status, refused.Text("code")));
        Assert.Equal([field], refused.Errors);
    }

    [Theory]
    [InlineData("""{"name":"\ud800"}""", "name")]
    [InlineData("""{"name":"a\u0000b"}""", "name")]
    [InlineData("""{"name":"Tea","tags":["\udc00"]}""", "tags[0]")]
    [InlineData("""{"name":"Tea","\ud800":1}""", "fields")]
    [InlineData("""{"name":"Tea","description":1e400}""", "description")]
    [InlineData("""{"name":"Tea","name":null}""", "name")]
    public async Task Put_WhatNoColumnHolds_IsNamedByItsField(string body, string field)
    {
        using var client = await ResourceClient.CreateAsync(app);

        var refused = await client.PutAsync("products/P1", body);

        Assert.Equal(400, refused.Status);
        Assert.Equal([field], refused.Errors);
    }

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("1899-12-31")]
    [InlineData("9999-12-31")]
    [InlineData("10000-01-01")]
    public async Task Put_DayAtTheEndsOfTheCalendar_IsRefused(string day)
    {
        using var client = await ResourceClient.CreateAsync(app);

        var refused = await client.PutAsync("seasons/s1", $$"""{"name":"Raya","startsOn":"{{day}}","endsOn":"{{day}}"}""");

        Assert.Equal(["endsOn", "startsOn"], refused.Errors.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task PutMany_RowsWithBadTexts_RejectsThemByTheirPlace()
    {
        using var client = await ResourceClient.CreateAsync(app);

        var answer = await client.PostAsync("products/bulk", """{"\ud800":1,"rows":[{"externalId":"P1","name":"Tea"},{"externalId":"P2","name":"\ud800"},[],{"externalId":"P4","name":"Cup"}]}""");

        Assert.Equal(["created", "rejected", "rejected", "created"], answer.Body.GetProperty("results").EnumerateArray()
            .Select(row => row.GetProperty("outcome").GetString()));
    }

    [Fact]
    public async Task PutMany_VeryManyValues_IsRefusedBeforeItIsRead()
    {
        using var client = await ResourceClient.CreateAsync(app);

        var refused = await client.PostAsync("products/bulk", $$"""{"rows":[{{string.Join(',', Enumerable.Repeat('1', 1_000_002))}}]}""");

        Assert.Equal((413, "too_many_values"), (refused.Status, refused.Text("code")));
    }

    [Fact]
    public async Task Put_NoJson_IsMalformed()
    {
        using var client = await ResourceClient.CreateAsync(app);

        var refused = await client.PutAsync("variants/A", "{\"price\":");

        Assert.Equal((400, "malformed"), (refused.Status, refused.Text("code")));
    }

    [Fact]
    public async Task Put_WithTheVersionBefore_IsRefused()
    {
        using var client = await ResourceClient.CreateAsync(app);
        var first = await client.PutAsync("variants/A", """{"name":"Gayo","price":10}""");

        var second = await client.PutAsync("variants/A", """{"price":11}""", "If-Match", first.Version!);
        var late = await client.PutAsync("variants/A", """{"price":12}""", "If-Match", first.Version!);
        var onlyNew = await client.PutAsync("variants/A", """{"price":13}""", "If-None-Match", "*");

        Assert.Equal((200, 412, 412), (second.Status, late.Status, onlyNew.Status));
        Assert.Equal("11", (await client.GetAsync("variants/A")).GetProperty("price").ToString());
    }

    [Fact]
    public async Task Get_WithTheVersionKnown_IsAnsweredWithoutABody()
    {
        using var client = await ResourceClient.CreateAsync(app);
        var made = await client.PutAsync("variants/A", """{"name":"Gayo"}""");

        var same = await client.SendAsync(HttpMethod.Get, "variants/A", null, "If-None-Match", made.Version!);
        await client.PutAsync("variants/A", """{"price":5}""");
        var other = await client.SendAsync(HttpMethod.Get, "variants/A", null, "If-None-Match", made.Version!);

        Assert.Equal((304, JsonValueKind.Undefined, 200), (same.Status, same.Body.ValueKind, other.Status));
    }

    [Fact]
    public async Task Put_TwiceWithOneKey_IsDoneOnceAndAnsweredTheSame()
    {
        using var client = await ResourceClient.CreateAsync(app);
        await client.PutAsync("variants/A", """{"name":"Gayo"}""");

        var first = await client.PutAsync("inventory/A", """{"adjustment":5}""", "Idempotency-Key", "k1");
        var second = await client.PutAsync("inventory/A", """{"adjustment":5}""", "Idempotency-Key", "k1");
        var other = await client.PutAsync("inventory/A", """{"adjustment":6}""", "Idempotency-Key", "k1");

        Assert.Equal((200, "5"), (first.Status, first.Text("onHand")));
        Assert.Equal((200, first.Body.ToString(), "true"), (second.Status, second.Body.ToString(), second.Headers["Idempotency-Replayed"]));
        Assert.Equal((422, "idempotency_key_reused"), (other.Status, other.Text("code")));
        Assert.Equal(5, (await client.GetAsync("inventory/A@main")).GetProperty("onHand").GetInt32());
    }

    [Fact]
    public async Task Bulk_WithWrongRows_WritesTheOthersAndNamesEach()
    {
        using var client = await ResourceClient.CreateAsync(app);
        await client.PutAsync("variants/A", """{"name":"Gayo","price":10}""");

        var answer = await client.PostAsync("variants/bulk", """
            {"rows":[{"sku":"A","price":10},{"sku":"B","name":"Toraja"},{"sku":"C","price":"x"},{"sku":"A","price":11},{"name":"Nameless"},{"id":"11111111-1111-1111-1111-111111111111"},7]}
            """);

        Assert.Equal(200, answer.Status);
        Assert.Equal(
            ["0 unchanged ", "1 created ", "2 rejected price", "3 rejected sku", "4 rejected sku", "5 rejected id", "6 rejected "],
            answer.Body.GetProperty("results").EnumerateArray().Select(row =>
                $"{row.GetProperty("row")} {row.GetProperty("outcome")} "
                    + $"{string.Join(',', row.GetProperty("errors").EnumerateObject().Select(error => error.Name))}"));
        Assert.Equal(("1", "0", "1", "5"), (answer.Text("created"), answer.Text("updated"), answer.Text("unchanged"),
            answer.Text("rejected")));
        Assert.Equal(2, (await client.GetAsync("variants")).GetProperty("data").GetArrayLength());
    }

    [Fact]
    public async Task Bulk_WithoutRows_IsRefused()
    {
        using var client = await ResourceClient.CreateAsync(app);

        var refused = await client.PostAsync("variants/bulk", """{"rows":[]}""");

        Assert.Equal(400, refused.Status);
        Assert.Equal(["rows"], refused.Errors);
    }

    [Fact]
    public async Task List_ByPages_TellsEachRowOnceWhileOthersAreAdded()
    {
        using var client = await ResourceClient.CreateAsync(app);
        await AddAsync(client, 0, 25);
        var seen = new List<string>();

        var cursor = "";
        do
        {
            var page = await client.GetAsync($"variants?limit=10&fields=sku{cursor}");
            seen.AddRange(page.GetProperty("data").EnumerateArray().Select(row => row.GetProperty("sku").GetString()!));
            cursor = page.GetProperty("nextCursor").GetString() is { } next ? "&cursor=" + next : null;
            if (seen.Count == 10)
                await AddAsync(client, 25, 5);
        }
        while (cursor is not null);

        Assert.Equal(30, seen.Count);
        Assert.Equal(30, seen.Distinct().Count());
    }

    [Fact]
    public async Task List_FieldsAndFilters_TellOnlyWhatWasAskedFor()
    {
        using var client = await ResourceClient.CreateAsync(app);
        await client.PutAsync("variants/A", """{"name":"Gayo Wine","price":10,"supplier":"Koperasi"}""");
        await client.PutAsync("variants/B", """{"name":"Toraja","price":10,"status":"archived"}""");

        Assert.Equal("""[{"sku":"A","price":10}]""", await DataAsync("search=gayo&fields=price,sku"));
        Assert.Equal("""[{"sku":"A"}]""", await DataAsync("supplier=Koperasi&fields=sku"));
        Assert.Equal("""[{"sku":"B"}]""", await DataAsync("status=archived&fields=sku"));
        Assert.Equal("[]", await DataAsync("updatedSince=2100-01-01T00:00:00Z"));

        async Task<string> DataAsync(string query) =>
            (await client.GetAsync("variants?" + query)).GetProperty("data") is var data ? JsonSerializer.Serialize(data) : "";
    }

    [Theory]
    [InlineData("fields=sku,colour", "fields")]
    [InlineData("cursor=abc", "cursor")]
    [InlineData("limit=501", "limit")]
    [InlineData("updatedSince=soon", "updatedSince")]
    [InlineData("colour=red", "colour")]
    public async Task List_WrongParameter_IsNamed(string query, string field)
    {
        using var client = await ResourceClient.CreateAsync(app);

        var refused = await client.SendAsync(HttpMethod.Get, "variants?" + query);

        Assert.Equal(400, refused.Status);
        Assert.Equal([field], refused.Errors);
    }

    [Fact]
    public async Task Write_WithATokenThatReads_IsForbidden()
    {
        using var client = await ResourceClient.CreateAsync(app, ApiScopes.CatalogueRead);

        Assert.Equal(200, (await client.SendAsync(HttpMethod.Get, "variants")).Status);
        Assert.Equal(403, (await client.PutAsync("variants/A", """{"name":"Gayo"}""")).Status);
        Assert.Equal(403, (await client.SendAsync(HttpMethod.Get, "inventory")).Status);
    }

    [Fact]
    public async Task Rows_OtherTenant_AreNeitherFoundNorChanged()
    {
        using var client = await ResourceClient.CreateAsync(app);
        using var other = await ResourceClient.CreateAsync(app);
        var theirs = await other.PutAsync("variants/A", """{"name":"Theirs","price":10}""", "Idempotency-Key", "same");
        await other.PutAsync("inventory/A", """{"onHand":7}""");

        var missing = await client.SendAsync(HttpMethod.Get, $"variants/{theirs.Text("id")}");
        var ours = await client.PutAsync("variants/A", """{"name":"Ours","price":20}""", "Idempotency-Key", "same");
        var byId = await client.PostAsync("variants/bulk", $$"""{"rows":[{"id":"{{theirs.Text("id")}}","price":1}]}""");

        Assert.Equal((404, 201, "1"), (missing.Status, ours.Status, byId.Text("rejected")));
        Assert.Equal(1, (await client.GetAsync("products")).GetProperty("data").GetArrayLength());
        Assert.Equal("10", (await other.GetAsync("variants/A")).GetProperty("price").ToString());
        Assert.Equal(0, (await client.GetAsync("inventory")).GetProperty("data")[0].GetProperty("onHand").GetInt32());
    }

    [Fact]
    public async Task Requests_BeyondTheRate_AreRefusedWithAWait()
    {
        using var client = await ResourceClient.CreateAsync(app);

        var answers = await Task.WhenAll(Enumerable.Range(0, 260).Select(_ => client.SendAsync(HttpMethod.Get, "products?limit=1")));

        var refused = answers.Where(answer => answer.Status == 429).ToArray();
        Assert.NotEmpty(refused);
        Assert.All(refused, answer => Assert.True(int.Parse(answer.Headers["Retry-After"],
            System.Globalization.CultureInfo.InvariantCulture) > 0));
        Assert.Equal(answers.Length, refused.Length + answers.Count(answer => answer.Status == 200));
    }

    private static Task<ResourceAnswer> AddAsync(ResourceClient client, int from, int count) => client.PostAsync(
        "variants/bulk", $$"""{"rows":[{{string.Join(',', Enumerable.Range(from, count).Select(n => $$"""{"sku":"S-{{n}}","name":"Product {{n}}"}"""))}}]}""");
}
