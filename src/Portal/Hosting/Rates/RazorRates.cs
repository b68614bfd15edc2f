namespace Portal.Hosting.Rates;

/// <summary>The rates of what the framework maps for the components: pages, and their connections to circuits.</summary>
internal static class RazorRates
{
    public static EndpointRate Of(EndpointBuilder endpoint) =>
        new(endpoint is RouteEndpointBuilder { RoutePattern.RawText: { } pattern }
            && pattern.TrimStart('/').StartsWith("_blazor", StringComparison.Ordinal)
            ? RatePolicy.Circuit
            : RatePolicy.Page);
}
