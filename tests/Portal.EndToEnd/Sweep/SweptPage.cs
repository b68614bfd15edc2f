using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Portal.EndToEnd.Journeys;
using Portal.Features.Shared.Access;

namespace Portal.EndToEnd.Sweep;

/// <summary>Who opens a page of the sweep.</summary>
public enum Visitor
{
    Nobody,
    Owner,
    Administrator,
}

/// <summary>A page of the running application at a sample address, with the visitor that its own policy asks for.</summary>
/// <param name="Name">Of its screenshots, such as <c>s-store-live</c>.</param>
public sealed partial record SweptPage(string Name, string Path, Visitor Visitor)
{
    /// <summary>What the parameters of the pages' routes stand for. A page with a new one needs a line here.</summary>
    private static readonly Dictionary<string, Func<SampleValues, string>> Samples = new()
    {
        ["store"] = values => values.Slug,
        ["siteId"] = values => values.SiteId.ToString(),
        ["token"] = values => values.InvitationToken,
        ["code"] = _ => "404",
        ["orderId"] = values => values.Order.ToString(),
        ["importId"] = _ => Guid.Empty.ToString(),
        ["name"] = _ => "product_viewed",
        ["purchase"] = _ => "PO-00001",
        ["product"] = _ => "KP-GYW-250",
        ["visitor"] = values => values.Visitor.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <summary>Every page that the application answers to.</summary>
    /// <exception cref="InvalidOperationException">A route has a parameter without a sample.</exception>
    public static async Task<IReadOnlyList<SweptPage>> AllAsync(DemoPortal portal)
    {
        var values = await SampleValues.MakeAsync(portal);
        return [.. portal.Services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
            .Select(endpoint => Of(endpoint, values))
            .OrderBy(page => page.Path, StringComparer.Ordinal)];
    }

    private static SweptPage Of(RouteEndpoint endpoint, SampleValues values)
    {
        var pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
        var path = Parameter().Replace(pattern, match => Samples.TryGetValue(match.Groups[1].Value, out var sample)
            ? sample(values)
            : throw new InvalidOperationException($"The sweep has no sample for {match.Value} of {pattern}."));
        return new(NotWord().Replace(pattern.Split(':')[0], "-").Trim('-'), path, VisitorOf(endpoint));
    }

    private static Visitor VisitorOf(RouteEndpoint endpoint) => endpoint.Metadata switch
    {
        var metadata when metadata.GetMetadata<IAllowAnonymous>() is not null => Visitor.Nobody,
        var metadata when metadata.GetOrderedMetadata<IAuthorizeData>().Any(data => data.Policy == PlatformPolicies.Administer) =>
            Visitor.Administrator,
        var metadata when metadata.GetOrderedMetadata<IAuthorizeData>().Count > 0 => Visitor.Owner,
        _ => Visitor.Nobody,
    };

    [GeneratedRegex(@"\{\*{0,2}(\w+)[^}]*\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("[^A-Za-z0-9]+")]
    private static partial Regex NotWord();
}
