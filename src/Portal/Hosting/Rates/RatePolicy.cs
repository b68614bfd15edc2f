namespace Portal.Hosting.Rates;

/// <summary>How often an endpoint may be asked, and by whom it is counted.</summary>
public enum RatePolicy
{
    /// <summary>Pages and their forms: by person, and so many at once by store.</summary>
    Page,

    /// <summary>The connection of a page to its circuit: by person.</summary>
    Circuit,

    /// <summary>Files of lists and reports: by person, and so many at once by store.</summary>
    Export,

    /// <summary>The API of a store: by token, and by store.</summary>
    Api,

    /// <summary>The platform's API: by administrator.</summary>
    Platform,

    /// <summary>What anyone may ask: by address.</summary>
    Open,
}

/// <summary>Says which policy an endpoint has, or why it has none.</summary>
/// <param name="Policy">Null for an endpoint that is not limited here.</param>
/// <param name="Reason">Why it is not.</param>
public sealed record EndpointRate(RatePolicy? Policy, string? Reason = null);

/// <summary>How an endpoint says so.</summary>
public static class EndpointRates
{
    /// <summary>Limits how often an endpoint may be asked.</summary>
    public static TBuilder LimitRate<TBuilder>(this TBuilder endpoint, RatePolicy policy)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new EndpointRate(policy));

    /// <summary>Leaves an endpoint without a limit.</summary>
    /// <param name="reason">Why it needs none.</param>
    public static TBuilder ExemptFromRates<TBuilder>(this TBuilder endpoint, string reason)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new EndpointRate(null, reason));
}
