using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Identity;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Portal.Testing.Messaging;
using Xunit;

namespace Portal.Tests.Platform;

public sealed class PlatformApiTests(PortalApp app) : IClassFixture<PortalApp>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Provision_UnknownOwner_AnswersKeysAndInvitesHer()
    {
        using var client = await ClientAsync("admin1@platform.example");

        using var answer = await ProvisionAsync(client,
            new { name = "Toko Élan", currency = "IDR", timeZone = "Asia/Jakarta", country = "ID", ownerEmail = "new@elan.example" });
        var made = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("toko-elan", made.GetProperty("slug").GetString());
        Assert.StartsWith("wk_", made.GetProperty("writeKey").GetString(), StringComparison.Ordinal);
        client.DefaultRequestHeaders.Authorization = new("Bearer", made.GetProperty("apiToken").GetString());
        var store = await client.GetFromJsonAsync<JsonElement>("/api/v1/store", Cancel);
        Assert.Equal(made.GetProperty("id").GetGuid(), store.GetProperty("id").GetGuid());

        using var browser = app.Browser();
        await browser.OpenAsync((await new Outbox(app.DataDirectory).LinkAsync("new@elan.example", "invitation", Cancel)).PathAndQuery);
        await browser.SubmitAsync("join", ("DisplayName", "Elan"), ("Password", PortalAppIdentity.Password));
        await browser.OpenAsync("/s/toko-elan/settings/store");
        Assert.Equal(HttpStatusCode.OK, browser.Status);
    }

    [Fact]
    public async Task Provision_KnownOwner_IsMemberAtOnce()
    {
        await app.PersonAsync("known@shop.example");
        using var client = await ClientAsync("admin2@platform.example");

        using var answer = await ProvisionAsync(client,
            new { name = "Known", currency = "EUR", timeZone = "Europe/Berlin", country = "DE", ownerEmail = "known@shop.example" });

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        using var browser = await app.SignedInAsync("known@shop.example");
        Assert.Equal("/s/known", browser.Path);
    }

    [Theory]
    [InlineData("name", " ")]
    [InlineData("currency", "ABC")]
    [InlineData("timeZone", "Mars/Olympus")]
    [InlineData("country", "XX")]
    [InlineData("ownerEmail", "nobody")]
    public async Task Provision_WrongField_IsNamed(string field, string value)
    {
        using var client = await ClientAsync($"admin-{field}@platform.example".ToLowerInvariant());
        var body = new Dictionary<string, string>
        {
            ["name"] = "Fine",
            ["currency"] = "EUR",
            ["timeZone"] = "Europe/Berlin",
            ["country"] = "DE",
            ["ownerEmail"] = "a@b.example",
            [field] = value,
        };

        using var answer = await ProvisionAsync(client, body);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("invalid", problem.GetProperty("code").GetString());
        Assert.Equal([field], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task Provision_NotJson_IsAProblem()
    {
        using var client = await ClientAsync("admin3@platform.example");
        using var content = new StringContent("{", System.Net.Http.Headers.MediaTypeHeaderValue.Parse("application/json"));

        using var answer = await client.PostAsync(new Uri("/api/v1/platform/stores", UriKind.Relative), content, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    private static Task<HttpResponseMessage> ProvisionAsync<TBody>(HttpClient client, TBody body) =>
        client.PostAsJsonAsync("/api/v1/platform/stores", body, Cancel);

    private async Task<HttpClient> ClientAsync(string administrator)
    {
        var person = await app.PersonAsync(administrator, administrator: true);
        var client = app.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer",
            await app.Services.GetRequiredService<PlatformTokens>().CreateAsync(person, "Test", Cancel));
        return client;
    }
}
