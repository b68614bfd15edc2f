using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Portal.Domain.Shared.Tables;

namespace Portal.Testing.Fuzzing.Requests;

/// <summary>A route of the portal; new ones join by themselves.</summary>
/// <param name="Pattern">Such as <c>/s/{store}/sales/orders/{orderId:guid}</c>.</param>
/// <param name="Methods">What it takes; all when empty.</param>
/// <param name="IsPage">True for a page, false for a file or a call.</param>
public sealed record FuzzRoute(string Pattern, IReadOnlyList<string> Methods, bool IsPage)
{
    /// <summary>Names that pages and files read of their address.</summary>
    public static IReadOnlyList<string> Parameters { get; } =
    [
        .. typeof(PortalUrls).Assembly.GetTypes()
            .SelectMany(type => type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(property => (property, attribute: property.GetCustomAttribute<SupplyParameterFromQueryAttribute>()))
            .Where(found => found.attribute is not null)
            .Select(found => found.attribute!.Name ?? found.property.Name)
            .Concat(TableView.Names).Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>Every route of an application but its static files and those that wait for something, in a fixed order.</summary>
    public static IReadOnlyList<FuzzRoute> All(IEnumerable<EndpointDataSource> sources) =>
    [
        .. sources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .Select(endpoint => new FuzzRoute(
                "/" + endpoint.RoutePattern.RawText!.TrimStart('/'),
                endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [],
                endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null))
            .Where(route => !route.Pattern.StartsWith("/_", StringComparison.Ordinal))
            .OrderBy(route => route.Pattern, StringComparer.Ordinal)
            .ThenBy(route => string.Join(' ', route.Methods), StringComparer.Ordinal),
    ];

    /// <summary>Its address with a value for each parameter.</summary>
    /// <param name="slug">Of the store that is asked.</param>
    /// <param name="value">Gets a parameter's name and what it is held to, such as <c>guid</c>; returns its value as it is in an
    /// address.</param>
    public string Fill(string slug, Func<string, string, string> value)
    {
        var address = Pattern.Replace("{store}", slug, StringComparison.Ordinal);
        for (int start; (start = address.IndexOf('{', StringComparison.Ordinal)) >= 0;)
        {
            var end = address.IndexOf('}', start);
            var parts = address[(start + 1)..end].TrimStart('*').Split(':', 2);
            address = address[..start] + value(parts[0], parts.ElementAtOrDefault(1) ?? "") + address[(end + 1)..];
        }

        return address;
    }
}
