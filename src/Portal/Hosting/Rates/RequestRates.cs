using System.Net.Sockets;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Portal.Hosting.Authentication;
using Portal.Hosting.Failures;
using Portal.Infrastructure.Identity;

namespace Portal.Hosting.Rates;

/// <summary>
/// Counts requests, twice: all of an address before anything is looked up for them, and then those of whoever they turn out to be of,
/// by the policy of their endpoint.
/// </summary>
internal sealed class RequestRates : IDisposable
{
    private const int IPv6Network = 8; // bytes of an address that one customer of a provider has to herself
    private const int PagesWaiting = 16; // for each that is being made, before one more is refused

    private readonly RateOptions _options;
    private readonly PartitionedRateLimiter<HttpContext> _stores;
    private readonly PartitionedRateLimiter<HttpContext> _exports;

    public RequestRates(IOptions<RateOptions> options)
    {
        _options = options.Value;
        Addresses = PartitionedRateLimiter.Create<HttpContext, string>(context => IsLimited(context)
            ? Bucket(AddressOf(context), _options.Address) : None());
        Subjects = PartitionedRateLimiter.Create<HttpContext, string>(context => PolicyOf(context) is { } policy
            ? Bucket(SubjectOf(context, policy), RateOf(context, policy)) : None());
        _stores = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            PolicyOf(context) == RatePolicy.Api && StoreOf(context) is { } store ? Bucket(store, _options.ApiStore) : None());
        Pages = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            PolicyOf(context) == RatePolicy.Page && PageOf(context) is { } store
                ? RateLimitPartition.GetConcurrencyLimiter(store, _ => Places())
                : None());
        _exports = PartitionedRateLimiter.Create<HttpContext, string>(context => PolicyOf(context) == RatePolicy.Export
            ? RateLimitPartition.GetConcurrencyLimiter(ExportedOf(context), _ => new() { PermitLimit = _options.ExportsPerStore })
            : None());
        All = PartitionedRateLimiter.CreateChained(Subjects, _stores, _exports);
    }

    /// <summary>Before it is known who asks.</summary>
    public PartitionedRateLimiter<HttpContext> Addresses { get; }

    /// <summary>After it is known who asks.</summary>
    public PartitionedRateLimiter<HttpContext> All { get; }

    /// <summary>The part of them that answers tell of.</summary>
    public PartitionedRateLimiter<HttpContext> Subjects { get; }

    /// <summary>Pages of one store, which wait for each other. Not chained to the rest, which would count twice what waits.</summary>
    public PartitionedRateLimiter<HttpContext> Pages { get; }

    /// <summary>The policy of a request; null when it is not limited. A request that no endpoint answers costs what a page does.</summary>
    public static RatePolicy? PolicyOf(HttpContext context) => !IsLimited(context)
        ? null
        : context.GetEndpoint()?.Metadata.GetMetadata<EndpointRate>() is { } rate ? rate.Policy : RatePolicy.Page;

    /// <summary>What a subject may do; whoever is not signed in shares the rate of the address.</summary>
    public Rate RateOf(HttpContext context, RatePolicy policy) => IsKnown(context) ? _options.Of(policy) : _options.Open;

    /// <inheritdoc />
    public void Dispose()
    {
        Addresses.Dispose();
        All.Dispose();
        Subjects.Dispose();
        _stores.Dispose();
        Pages.Dispose();
        _exports.Dispose();
    }

    // The page that a refused or failed request is answered with was counted with the request.
    private static bool IsLimited(HttpContext context) =>
        !StatusPages.IsStatusPage(context) && context.GetEndpoint()?.Metadata.GetMetadata<EndpointRate>() is not { Policy: null };

    private static bool IsKnown(HttpContext context) => context.User.Identity is { IsAuthenticated: true };

    private static string SubjectOf(HttpContext context, RatePolicy policy) => !IsKnown(context)
        ? $"open {AddressOf(context)}"
        : ApiTokenAuthentication.TokenId(context.User) is { } token
            ? $"{policy} {token}"
            : $"{policy} {context.User.UserId()} {AddressOf(context)}"; // one person with one address: the demo store's guest is many people

    private static string? StoreOf(HttpContext context) => ApiTokenAuthentication.TokenId(context.User) is null ? null
        : ApiTokenAuthentication.TenantId(context.User).ToString();

    private static string? PageOf(HttpContext context) => context.Request.RouteValues["store"] as string;

    private static string ExportedOf(HttpContext context) => StoreOf(context) ?? PageOf(context) ?? "the platform";

    private static string AddressOf(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address)
            return "unknown";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes(), 0, IPv6Network)
            : address.ToString();
    }

    private ConcurrencyLimiterOptions Places() => new()
    {
        PermitLimit = _options.PagesPerStore,
        QueueLimit = _options.PagesPerStore * PagesWaiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    };

    private static RateLimitPartition<string> Bucket(string subject, Rate rate) =>
        RateLimitPartition.GetTokenBucketLimiter(subject, _ => new()
        {
            TokenLimit = rate.Burst,
            TokensPerPeriod = rate.PerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            AutoReplenishment = true,
        });

    private static RateLimitPartition<string> None() => RateLimitPartition.GetNoLimiter("");
}
