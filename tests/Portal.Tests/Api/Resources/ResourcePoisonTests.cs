using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Portal.Infrastructure;
using Portal.Infrastructure.Api;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.Tests.Api.Resources;

/// <summary>Whatever a field of a row holds is written or refused with a reason, and keeps no other row of the request back.</summary>
public sealed class ResourcePoisonTests(ResourcePoisonTests.App app) : IClassFixture<ResourcePoisonTests.App>
{
    private static readonly string Long = string.Concat(Enumerable.Range(1, 800)
        .Select(number => (number * 48271L % 0x7FFFFFFF).ToString("x8", CultureInfo.InvariantCulture)));

    private static readonly string[] Texts = [$"\"{Long}\"", "\"a\\u0000b\"", "\"\\ud800\"", "\"\\udc00x\"", "\"\"", "{}", "[]", "1e300",
        "true", "null", "\"😀\""];

    private static readonly string[] Numbers =
        ["99999999999999", "-99999999999999", "99999999999999.9999", "1e28", "1e300", "-1e300", "1e-300", "79228162514264337593543950335",
            "2147483648", "\"1\"", "0", "null"];

    private static readonly string[] Instants =
        ["\"0001-01-01T00:00:00Z\"", "\"0001-01-01T00:00:00+14:00\"", "\"9999-12-31T23:59:59Z\"", "\"9999-12-31T23:59:59-14:00\"",
            "\"1899-12-31T23:00:00-02:00\"", "\"x\"", "0", "\"\\ud800\""];

    private static readonly string[] Days = ["\"0001-01-01\"", "\"9999-12-31\"", "\"2024-02-30\"", "\"10000-01-01\"", "\"\\ud800\"", "1"];

    public static TheoryData<string> Resources() => [.. ResourceCatalogue.All.Select(resource => resource.Name)];

    [Theory]
    [MemberData(nameof(Resources))]
    public async Task Bulk_PoisonInEachField_WritesTheRowsAroundItAndNamesTheRest(string name)
    {
        using var client = await ResourceClient.CreateAsync(app);
        await client.PutAsync("products/base", """{"name":"Base"}""");
        await client.PutAsync("variants/base", """{"product":"base","price":1}""");
        await client.PutAsync("customers/base", "{}");
        await client.PutAsync("orders/base", """{"placedAt":"2026-03-01T00:00:00Z","lines":[{"sku":"base","quantity":2,"unitPrice":5}]}""");
        var resource = ResourceCatalogue.All.First(known => known.Name == name);
        var rows = new List<string>();
        foreach (var field in resource.Fields.Where(field => field.IsWritable))
        {
            rows.AddRange(Poison(field).Select(value => Row(resource, rows.Count, field.Name, value)));
            foreach (var inner in field.Inside)
                rows.AddRange(Poison(inner)
                    .Select(value => Row(resource, rows.Count, field.Name,
                        $"[{Object(field.Inside, rows.Count, resource.Name, inner.Name, value)}]")));
        }

        foreach (var part in rows.Select((row, place) => (Row: row, Place: place)).Chunk(100))
        {
            var answer = await client.PostAsync($"{name}/bulk", $"{{\"rows\":[{string.Join(',', part.Select(entry => entry.Row))}]}}");

            Assert.Equal(200, answer.Status);
            var results = answer.Body.GetProperty("results").EnumerateArray().ToList();
            Assert.Equal(part.Length, results.Count);
            Assert.All(results, result => Assert.True(
                result.GetProperty("outcome").GetString() != "rejected" || result.GetProperty("errors").EnumerateObject().Any(),
                    $"{result} {rows[part[0].Place + result.GetProperty("row").GetInt32()]}"));
        }

        Assert.Equal(200, (await client.SendAsync(HttpMethod.Get, name)).Status);
        Assert.Empty(app.Faults.Newest);
    }

    [Fact]
    public async Task Bulk_OrderWhoseLinesComeToTooMuch_IsRefusedAloneAndOneByOneToo()
    {
        using var client = await ResourceClient.CreateAsync(app);
        const string TooMuch = """{"externalId":"poison","placedAt":"2026-03-01T00:00:00Z","lines":[{"sku":"a","quantity":90000000000000,"unitPrice":90000000000000}]}""";
        var rows = Enumerable.Range(0, 40)
            .Select(number => $$"""{"externalId":"o{{number}}","placedAt":"2026-03-01T00:00:00Z","lines":[{"sku":"a","quantity":1,"unitPrice":5}]}""").ToList();
        rows.Insert(17, TooMuch);

        var many = await client.PostAsync("orders/bulk", $"{{\"rows\":[{string.Join(',', rows)}]}}");
        var one = await client.PutAsync("orders/poison", TooMuch);

        Assert.Equal((200, 40, 1),
            (many.Status, many.Body.GetProperty("created").GetInt32(), many.Body.GetProperty("rejected").GetInt32()));
        Assert.Contains("too large to be kept", many.Body.GetProperty("results")[17].GetProperty("errors").ToString(),
            StringComparison.Ordinal);
        Assert.Equal(400, one.Status);
        Assert.Equal(40, await app.Database.ScalarAsync<long>("select count(*) from orders where tenant_id = $1", client.TenantId));
    }

    [Theory]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"\u0000":1}""")]
    [InlineData("""{"name":"\ud800"}""")]
    [InlineData("""{"name":"a\u0000"}""")]
    public async Task Put_TextThatNothingCanHold_IsRefusedWithItsField(string body)
    {
        using var client = await ResourceClient.CreateAsync(app);

        var answer = await client.PutAsync("products/p", body);

        Assert.Equal(400, answer.Status);
        Assert.NotEmpty(answer.Errors);
    }

    private static string[] Poison(ResourceField field) => field.Type switch
    {
        ResourceType.Whole or ResourceType.Number => Numbers,
        ResourceType.Instant => Instants,
        ResourceType.Day => Days,
        ResourceType.Rows => ["{}", "[1]", "[{}]", "\"x\"", "null"],
        ResourceType.Texts => ["[\"a\\u0000\"]", "[\"\\ud800\"]", "[1]", "{}"],
        ResourceType.Map => ["{\"a\\u0000\":\"b\"}", "{\"\\ud800\":\"b\"}", "{\"a\":\"\\u0000\"}", "{\"a\":\"\\ud800\"}", "[]"],
        ResourceType.Flag => ["\"x\"", "1", "null"],
        _ => Texts,
    };

    private static string Row(Resource resource, int number, string poisoned, string value) =>
        Object(resource.Fields, number, resource.Name, poisoned, value);

    private static string Object(IEnumerable<ResourceField> fields, int number, string resource, string poisoned, string value) =>
        "{" + string.Join(',', fields.Where(field => field.IsWritable || field.Name == poisoned).Select(field =>
            $"{JsonSerializer.Serialize(field.Name)}:{(field.Name == poisoned ? value : Sample(field, number, resource))}")) + "}";

    private static string Sample(ResourceField field, int number, string resource) => (field.Type, field.Name) switch
    {
        (_, "sku") when resource == "variants" => $"\"v-{number}\"",
        (_, "externalId" or "code" or "number") => $"\"k-{number}\"",
        (_, "currency") => "\"IDR\"",
        (_, "country") => "\"ID\"",
        (_, "email") => "\"a@b.example\"",
        (_, "sku" or "product" or "customer" or "order") => "\"base\"",
        (ResourceType.Text, _) => field.Choices is { } choices ? JsonSerializer.Serialize(choices[0]) : "null",
        (ResourceType.Whole or ResourceType.Number, _) => Math.Max(1, field.MinValue).ToString(CultureInfo.InvariantCulture),
        (ResourceType.Flag, _) => "true",
        (ResourceType.Day, _) => "\"2026-03-01\"",
        (ResourceType.Instant, _) => "\"2026-03-01T09:30:00Z\"",
        (ResourceType.Rows, _) => $"[{Object(field.Inside, number, resource, "", "")}]",
        _ => "null",
    };

    public sealed class App : PortalApp
    {
        public FaultLog Faults { get; } = new();

        protected override void Configure(WebApplicationBuilder builder) => builder.Logging.AddProvider(Faults);
    }
}
