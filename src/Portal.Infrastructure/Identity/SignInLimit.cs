using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Portal.Infrastructure.Identity;

/// <summary>Slows down strangers who guess: per account and address, and per address, in windows of a minute.</summary>
public sealed class SignInLimit : IDisposable
{
    private readonly PartitionedRateLimiter<(string Address, string Account)> _limiter;

    public SignInLimit(IOptions<PortalIdentityOptions> options) => _limiter = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<(string Address, string Account), (string, string)>(attempt =>
            RateLimitPartition.GetFixedWindowLimiter(attempt, _ => Window(options.Value.SignInsPerMinute))),
        PartitionedRateLimiter.Create<(string Address, string Account), string>(attempt =>
            RateLimitPartition.GetFixedWindowLimiter(attempt.Address, _ => Window(options.Value.SignInsPerMinutePerAddress))));

    /// <summary>True when one more try is allowed now, which counts it.</summary>
    /// <param name="address">The network address the try comes from.</param>
    /// <param name="account">The e-mail address that was typed, whether or not it has an account.</param>
    public bool Allows(string? address, string? account)
    {
        using var lease = _limiter.AttemptAcquire((address ?? "", account?.Trim().ToUpperInvariant() ?? ""));
        return lease.IsAcquired;
    }

    /// <inheritdoc />
    public void Dispose() => _limiter.Dispose();

    private static FixedWindowRateLimiterOptions Window(int permits) => new() { PermitLimit = permits, Window = TimeSpan.FromMinutes(1) };
}
