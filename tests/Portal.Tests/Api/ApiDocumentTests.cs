using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Portal.Features.Api;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Xunit;

namespace Portal.Tests.Api;

public sealed class ApiDocumentTests(PortalApp app) : IClassFixture<PortalApp>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Document_HasEveryEndpointOfTheStoresApi()
    {
        var document = await DocumentAsync();
        var mapped = app.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))
            .Where(path => path.StartsWith("/api/v1/", StringComparison.Ordinal)
                && !path.StartsWith("/api/v1/platform", StringComparison.Ordinal));

        Assert.Equal(mapped.Distinct().Order(StringComparer.Ordinal),
            document.GetProperty("paths").EnumerateObject().Select(path => path.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Document_EveryOperation_SaysWhatItIsWhatItTakesAndWhatItAnswers()
    {
        var document = await DocumentAsync();

        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject().Select(operation => operation.Value))
            {
                Assert.False(string.IsNullOrWhiteSpace(operation.GetProperty("summary").GetString()), path.Name);
                Assert.True(operation.TryGetProperty("security", out _), path.Name);
                var answer = operation.GetProperty("responses").EnumerateObject().First(response => response.Name.StartsWith('2'));
                Assert.True(answer.Value.GetProperty("content").EnumerateObject().First().Value.TryGetProperty("schema", out _), path.Name);
                Assert.True(operation.GetProperty("responses").TryGetProperty("401", out _), path.Name);
                if (operation.TryGetProperty("parameters", out var parameters))
                    Assert.All(parameters.EnumerateArray(),
                        parameter => Assert.False(string.IsNullOrWhiteSpace(parameter.GetProperty("description").GetString()), path.Name));
            }
        }
    }

    [Fact]
    public async Task Reference_Page_ShowsEachEndpointWithItsParametersAndAnswer()
    {
        using var browser = app.Browser();

        await browser.OpenAsync(PortalUrls.ApiReference);

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        var overview = browser.Page.QuerySelector("#getOverview")!.TextContent;
        Assert.Contains("/api/v1/analytics/overview", overview, StringComparison.Ordinal);
        Assert.Contains("The last day, included", overview, StringComparison.Ordinal);
        Assert.Contains("data.points[].figures.sessions", overview, StringComparison.Ordinal);
    }

    private async Task<JsonElement> DocumentAsync()
    {
        using var client = app.CreateClient();
        return await client.GetFromJsonAsync<JsonElement>(ApiDocument.Address, Cancel);
    }
}
