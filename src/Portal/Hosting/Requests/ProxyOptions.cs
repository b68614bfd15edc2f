using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Portal.Hosting.Requests;

/// <summary>Which reverse proxies are believed about the caller; section <c>Proxy</c>.</summary>
public sealed class ProxyOptions : IValidatableObject
{
    /// <summary>Networks in CIDR notation whose <c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Host</c> count. Default: none.</summary>
    public IReadOnlyList<string> KnownNetworks { get; init; } = [];

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => KnownNetworks
        .Where(network => !IPNetwork.TryParse(network, out _))
        .Select(network => new ValidationResult($"'{network}' is not a network such as 10.0.0.0/8.", [nameof(KnownNetworks)]));
}
