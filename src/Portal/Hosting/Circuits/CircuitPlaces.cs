using System.Net;
using System.Security.Claims;
using Microsoft.Extensions.Options;
using Portal.Infrastructure.Identity;

namespace Portal.Hosting.Circuits;

/// <summary>How many pages each person and each network address has open on this node, those whose connection was lost included.</summary>
internal sealed class CircuitPlaces(IOptions<CircuitLimitOptions> options)
{
    // Domain of accounts that belong to nobody and are used by many, such as the demo store's guest (RFC 2606).
    private const string Shared = ".invalid";

    private readonly Dictionary<string, int> _taken = [];
    private readonly Lock _lock = new();

    /// <summary>Takes a place; null when the person or the address has all of theirs.</summary>
    public CircuitPlace? TryTake(ClaimsPrincipal principal, IPAddress? address)
    {
        var (person, network) = (PersonKey(principal), $"address:{address}");
        lock (_lock)
        {
            if ((person is not null && _taken.GetValueOrDefault(person) >= options.Value.MaxPerPerson)
                || _taken.GetValueOrDefault(network) >= options.Value.MaxPerAddress)
                return null;

            Count(person, 1);
            Count(network, 1);
        }

        return new(() =>
        {
            lock (_lock)
            {
                Count(person, -1);
                Count(network, -1);
            }
        });
    }

    // Guests of one shared account do not take each other's places.
    private static string? PersonKey(ClaimsPrincipal principal) => principal.UserId() is not { } user
        ? null
        : principal.FindFirstValue(ClaimTypes.Email)?.EndsWith(Shared, StringComparison.OrdinalIgnoreCase) == true
            ? $"session:{principal.SessionId()}"
            : $"user:{user}";

    private void Count(string? key, int more)
    {
        if (key is null)
            return;
        var count = _taken.GetValueOrDefault(key) + more;
        if (count == 0)
            _taken.Remove(key);
        else
            _taken[key] = count;
    }
}
