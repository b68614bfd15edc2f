using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Portal.Hosting.Circuits;

/// <summary>
/// Puts a limit under the connections of pages, below everything that reads them: raw frames, pings and what is no message at all
/// count as well. The hub's own limits are in <see cref="CircuitLimits"/>.
/// </summary>
internal sealed partial class LimitedConnections(
    RequestDelegate next, IOptions<CircuitLimitOptions> options, TimeProvider time, ILogger<LimitedConnections> logger)
{
    public Task InvokeAsync(HttpContext context)
    {
        var budget = new CircuitBudget(options.Value, time);
        context.Features.Set(budget);
        if (context.Features.Get<IHttpUpgradeFeature>() is { } upgrade)
            context.Features.Set<IHttpUpgradeFeature>(new Upgrade(upgrade, Limit));
        if (context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } connect)
            context.Features.Set<IHttpExtendedConnectFeature>(new Connect(connect, Limit));
        return next(context);

        LimitedStream Limit(Stream stream) => new(stream, budget, time, () =>
        {
            Log.Closed(logger, options.Value.MessagesPerSecond);
            context.Abort();
        });
    }

    private sealed class Upgrade(IHttpUpgradeFeature inner, Func<Stream, Stream> limit) : IHttpUpgradeFeature
    {
        public bool IsUpgradableRequest => inner.IsUpgradableRequest;

        public async Task<Stream> UpgradeAsync() => limit(await inner.UpgradeAsync());
    }

    private sealed class Connect(IHttpExtendedConnectFeature inner, Func<Stream, Stream> limit) : IHttpExtendedConnectFeature
    {
        public bool IsExtendedConnect => inner.IsExtendedConnect;

        public string? Protocol => inner.Protocol;

        public async ValueTask<Stream> AcceptAsync() => limit(await inner.AcceptAsync());
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning,
            "A page's connection was closed: it sent many more frames than its {MessagesPerSecond} messages a second need")]
        public static partial void Closed(ILogger logger, int messagesPerSecond);
    }
}
