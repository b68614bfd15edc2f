using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;
using Portal.Features.Api;
using Portal.Testing.Fuzzing.Requests;
using Portal.Testing.Identity;
using Xunit;

namespace Portal.Tests.Garbage;

/// <summary>Garbage in the addresses of every page, file and call. New routes and parameters join by themselves.</summary>
public sealed class AddressGarbageTests(GarbageApp app) : IClassFixture<GarbageApp>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    // What PostgreSQL cannot hold, or what is no UTF-8: refused, with the parameter, wherever a program asks.
    private static readonly string[] Unreadable = ["a%00b", "%ed%a0%80", "%ff%fe", "%", "100%", "%zz"];

    // What can be read and is no sense: answered in whatever way, but not by a failure.
    private static readonly string[] Senseless =
    [
        "%2500", "1:is:%2500", "name:has:%25ED%25A0%2580", new string('x', 3000), "0001-01-01", "9999-12-31", "1900-01-01", "2026-02-30",
            "0001-01-01T00:00:00%2B14:00",
        "9999-12-31T23:59:59.9999999Z", "-1", "0", "2147483648", "99999999999999999999", "1e400", "NaN", "true", "[]", "%7B%7D", "%22",
        "'%3B--", "%5Cu0000", "%F0%9F%98%80", "%E2%80%AE", "WyJhXHUwMDAwIl0", "%25%25__",
    ];

    [Fact]
    public async Task Calls_WithGarbageInAnyParameter_AreAnswered400WithItsName()
    {
        var store = await app.StoreAsync("Calls", "owner@calls.example");
        using var client = app.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", store.ApiToken);
        var calls = app.Routes.Where(route => Pattern(route).StartsWith("/api/v1/", StringComparison.Ordinal) && Takes(route, "GET"))
            .ToList();
        var failures = new ConcurrentBag<string>();

        await EachAsync(calls, async route =>
        {
            var parameters = route.Metadata.GetOrderedMetadata<ApiParameter>();
            var address = Fill(Pattern(route), store.Slug, "x");
            foreach (var parameter in parameters)
            {
                foreach (var garbage in Unreadable)
                    await CheckAsync(client, $"{address}?{parameter.Name}={garbage}", failures, (status, body) => status == 400
                        && Names(body, parameter.Name));
                foreach (var garbage in parameter is ApiParameter.Choice or ApiParameter.Flag ? Senseless[..2] : Senseless)
                    await CheckAsync(client, $"{address}?{Needed(parameters, parameter)}{parameter.Name}={garbage}", failures,
                        (status, _) => status < 500);
            }

            foreach (var garbage in InRoutes(route).Append("%2f").Append("%c3%28"))
                await CheckAsync(client, Fill(Pattern(route), store.Slug, garbage), failures, (status, _) => status < 500);
        });

        Assert.True(calls.Count > 50);
        AssertNone(failures);
    }

    [Fact]
    public async Task Files_WithGarbageInAnyParameter_AreAnswered400OrAsIfItWereNotThere()
    {
        var store = await app.StoreAsync("Files", "owner@files.example");
        using var owner = await app.SignedInAsync("owner@files.example");
        var files = app.Routes.Where(route => Pattern(route).Contains("{format", StringComparison.Ordinal)
            && Pattern(route).StartsWith("/s/", StringComparison.Ordinal)).ToList();
        var failures = new ConcurrentBag<string>();

        await EachAsync(files, async route =>
        {
            var address = Fill(Pattern(route), store.Slug, "x");
            foreach (var garbage in Unreadable)
                await CheckAsync(owner.Client, $"{address}?{All(garbage)}", failures, (status, body) => status == 400
                    && Names(body, "from"));
            foreach (var garbage in InPages)
                await CheckAsync(owner.Client, $"{address}?{All(garbage)}", failures, (status, _) => status < 500);
            foreach (var garbage in InRoutes(route))
                await CheckAsync(owner.Client, Fill(Pattern(route), store.Slug, garbage), failures, (status, _) => status < 500);
        });

        Assert.True(files.Count > 40);
        AssertNone(failures);
    }

    [Fact]
    public async Task Pages_WithGarbageInTheirAddress_AreShownOrAnswered400()
    {
        var store = await app.StoreAsync("Pages", "owner@pages.example");
        using var owner = await app.SignedInAsync("owner@pages.example");
        var pages = app.Routes.Where(route =>
            route.Metadata.GetMetadata<Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata>() is not null
            && !Pattern(route).StartsWith("/status/", StringComparison.Ordinal)).ToList();
        var failures = new ConcurrentBag<string>();

        await EachAsync(pages, async route =>
        {
            var address = Fill(Pattern(route), store.Slug, "x");
            await CheckAsync(owner.Client, $"{address}?{All("a%00b")}", failures, (status, body) => status == 400
                && (body.Contains("cannot be read", StringComparison.Ordinal) || Names(body, "from")));
            foreach (var garbage in InPages)
                await CheckAsync(owner.Client, $"{address}?{All(garbage)}", failures, IsShown);
            foreach (var garbage in InRoutes(route))
                await CheckAsync(owner.Client, Fill(Pattern(route), store.Slug, garbage), failures, IsShown);
        });

        Assert.True(pages.Count > 40);
        AssertNone(failures);
    }

    [Fact]
    public void Parameters_OfPages_AreReadAsTextSoThatGarbageIsNoFailure() => Assert.Empty(
        typeof(PortalUrls).Assembly.GetTypes().SelectMany(type =>
            type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(property => property.GetCustomAttribute<SupplyParameterFromQueryAttribute>() is not null
            && property.PropertyType != typeof(string) && property.PropertyType != typeof(string[]))
            .Select(property => $"{property.DeclaringType}.{property.Name}"));

    // Pages are slow to draw, so they get some of it.
    private static IEnumerable<string> InPages => ["100%", "%ed%a0%80", "1:is:%2500", "0001-01-01", "9999-12-31", "-1",
        "99999999999999999999", "%5Cu0000", "WyJhXHUwMDAwIl0"];

    // Routes without a parameter of their own have been tried.
    private static string[] InRoutes(RouteEndpoint route) =>
        route.RoutePattern.Parameters.Any(parameter => parameter.Name is not ("store" or "format")) ? Senseless : [];

    private static bool IsShown(int status, string body) => status < 500
        && !body.Contains("This page stopped working", StringComparison.Ordinal)
        && !body.Contains("Could not show this", StringComparison.Ordinal);

    private static string Pattern(RouteEndpoint route) => "/" + route.RoutePattern.RawText!.TrimStart('/');

    private static bool Takes(RouteEndpoint route, string method) =>
        route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains(method) != false;

    private static string All(string garbage) => string.Join('&', FuzzRoute.Parameters.Select(name => $"{name}={garbage}"));

    // The other parameters that a call cannot do without, as they should be.
    private static string Needed(IReadOnlyList<ApiParameter> parameters, ApiParameter tried) => string.Concat(parameters
        .Where(parameter => parameter.IsRequired && parameter != tried)
        .Select(parameter => $"{parameter.Name}={(parameter is ApiParameter.Choice choice ? choice.Values[0] : "page")}&"));

    private static string Fill(string pattern, string slug, string value)
    {
        var address = pattern.Replace("{store}", slug, StringComparison.Ordinal)
            .Replace("{format:export}", "csv", StringComparison.Ordinal);
        for (var start = address.IndexOf('{', StringComparison.Ordinal); start >= 0; start = address.IndexOf('{', StringComparison.Ordinal))
        {
            var end = address.IndexOf('}', start);
            var name = address[(start + 1)..end];
            var filled = value != "x" ? value : name.EndsWith(":guid", StringComparison.Ordinal) ? Guid.Empty.ToString()
                : name.EndsWith(":long", StringComparison.Ordinal) ? "1" : value;
            address = address[..start] + filled + address[(end + 1)..];
        }

        return address;
    }

    private static bool Names(string body, string parameter)
    {
        using var problem = JsonDocument.Parse(body);
        return problem.RootElement.GetProperty("code").GetString() == "invalid"
            && problem.RootElement.GetProperty("errors").TryGetProperty(parameter, out _);
    }

    private static Task EachAsync<T>(IEnumerable<T> items, Func<T, Task> action) =>
        Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Cancel }, async (item, _) =>
            await action(item));

    private async Task CheckAsync(HttpClient client, string address, ConcurrentBag<string> failures, Func<int, string, bool> isRight)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get,
            new Uri(app.Address.OriginalString.TrimEnd('/') + address,
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        using var answer = await client.SendAsync(request, Cancel);
        var body = await answer.Content.ReadAsStringAsync(Cancel);
        if (answer.StatusCode == HttpStatusCode.TooManyRequests || !isRight((int)answer.StatusCode, body))
            failures.Add($"{(int)answer.StatusCode} {address[..Math.Min(address.Length, 200)]} {body[..Math.Min(body.Length, 300)]}");
    }

    private void AssertNone(ConcurrentBag<string> failures)
    {
        Assert.True(failures.IsEmpty,
            $"{failures.Count} failures:\n{string.Join('\n', failures.Order().Take(40))}\n{string.Join('\n', app.Faults.Newest)}");
        Assert.Empty(app.Faults.Newest);
    }
}
