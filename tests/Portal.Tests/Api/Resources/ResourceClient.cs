using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Tenancy;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Xunit;

namespace Portal.Tests.Api.Resources;

/// <summary>A program that calls a store's API with a token of its own.</summary>
internal sealed class ResourceClient(HttpClient http, Guid tenantId) : IDisposable
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    public Guid TenantId { get; } = tenantId;

    /// <summary>A new store in rupiah and its client, with a token of some scopes, or of all.</summary>
    public static async Task<ResourceClient> CreateAsync(PortalApp app, params string[] scopes)
    {
        var name = $"api-{Guid.NewGuid():N}";
        var store = await app.StoreAsync(name, $"owner@{name}.example");
        var token = store.ApiToken;
        if (scopes.Length > 0)
        {
            var maker = await app.PersonAsync($"maker@{name}.example", store.TenantId, StoreRole.Manager);
            var made = await app.Services.GetRequiredService<CreateApiToken>().RunAsync(store.TenantId, maker, "Test", scopes, Cancel);
            token = ((CreateApiTokenResult.Created)made).Secret;
        }

        var client = app.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return new(client, store.TenantId);
    }

    public async Task<JsonElement> GetAsync(string path) => await http.GetFromJsonAsync<JsonElement>("/api/v1/" + path, Cancel);

    /// <param name="headers">Names and values, one after the other.</param>
    public async Task<ResourceAnswer> SendAsync(HttpMethod method, string path, string? body = null, params string[] headers)
    {
        using var request = new HttpRequestMessage(method, "/api/v1/" + path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var header in headers.Chunk(2))
            request.Headers.TryAddWithoutValidation(header[0], header[1]);
        using var answer = await http.SendAsync(request, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        return new(
            (int)answer.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement, answer.Headers.ETag?.ToString(),
            answer.Headers.Concat(answer.Content.Headers)
                .ToDictionary(pair => pair.Key, pair => string.Join(',', pair.Value), StringComparer.OrdinalIgnoreCase));
    }

    public Task<ResourceAnswer> PutAsync(string path, string body, params string[] headers) =>
        SendAsync(HttpMethod.Put, path, body, headers);

    public Task<ResourceAnswer> PostAsync(string path, string body, params string[] headers) =>
        SendAsync(HttpMethod.Post, path, body, headers);

    public void Dispose() => http.Dispose();
}

internal sealed record ResourceAnswer(int Status, JsonElement Body, string? Version, IReadOnlyDictionary<string, string> Headers)
{
    public string? Text(string member) => Body.GetProperty(member).ToString();

    /// <summary>The fields that the answer names as wrong.</summary>
    public IEnumerable<string> Errors => Body.GetProperty("errors").EnumerateObject().Select(error => error.Name);
}
