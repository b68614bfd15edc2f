using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Portal.Hosting.Circuits;
using Portal.Hosting.Failures;
using Portal.Hosting.Logs;
using Portal.Hosting.Process;
using Portal.Hosting.Rates;
using Portal.Hosting.Requests;
using Portal.Infrastructure.Shared.Addresses;
using Portal.Infrastructure.Shared.Configuration;

namespace Portal.Hosting;

/// <summary>What every request passes before it reaches a feature: logs, proxies, headers, a clean stop.</summary>
public static class HostingRegistration
{
    // Else a built portal, unlike a published one, compares each file with its build and packs what it takes for changed
    // anew at every request, without compression. https://github.com/dotnet/aspnetcore (StaticAssetDevelopmentRuntimeHandler)
    private const string ReloadAssets = "ReloadStaticAssetsAtRuntime";

    /// <summary>Registers structured logs on standard error, the trusted proxies and the way a node stops.</summary>
    public static WebApplicationBuilder AddPortalHosting(this WebApplicationBuilder builder)
    {
        builder.Services.AddPortalAddress();
        builder.Services.AddSingleton<TrustedHosts>().AddSingleton<OwnOrigins>();
        builder.Services.AddValidated<ProxyOptions>("Proxy");
        builder.Services.AddValidated<ShutdownOptions>("Shutdown");
        builder.Services.AddSingleton<Draining>().AddHostedService(provider => provider.GetRequiredService<Draining>());
        builder.Services.AddOptions<HostOptions>().Configure<IOptions<ShutdownOptions>>((host, shutdown) =>
            host.ShutdownTimeout = TimeSpan.FromSeconds(30 + shutdown.Value.DrainSeconds));
        builder.Services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ProxyOptions>>((headers, proxy) => Trust(headers,
            proxy.Value));
        builder.Services.AddValidated<ConnectionLimitOptions>(ConnectionLimitOptions.Section);
        builder.Services.AddOptions<KestrelServerOptions>().Configure<IOptions<ConnectionLimitOptions>>((kestrel, limits) =>
            Limit(kestrel, limits.Value));
        builder.Services.AddExceptionHandler<FailureAnswers>().AddSingleton<FailureAnswers>();
        builder.Services.AddRates();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);

        // A request runs on where its bytes were read instead of being handed on three times, which costs a small one a sixth
        // of its time. What blocks there blocks a thread of the pool, as it would anywhere.
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
        AddLogs(builder.Logging);
        if (!builder.Environment.IsDevelopment())
        {
            builder.Configuration[ReloadAssets] ??= "false";
        }

        return builder;
    }

    /// <summary>Puts the common steps before everything else.</summary>
    public static WebApplication UsePortalHosting(this WebApplication app)
    {
        app.Use(ForgetClaims);
        app.UseForwardedHeaders();
        app.UseMiddleware<RequestLogging>();
        app.UseSecurityHeaders();
        app.UseMiddleware<HostCheck>();
        app.UseMiddleware<OriginCheck>();
        app.UseCircuitLimits();
        app.UsePrivateAnswers();
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/_blazor"), circuits => circuits.Use(RefuseWhileStopping));
        return app;
    }

    // Only the middleware of forwarded headers may say that a known proxy named the host.
    private static Task ForgetClaims(HttpContext context, RequestDelegate next)
    {
        context.Request.Headers.Remove(TrustedHosts.OriginalHostHeader);
        return next(context);
    }

    // A browser whose circuit was closed comes back at once; let in, it would hold the stop up until its time is over.
    private static Task RefuseWhileStopping(HttpContext context, RequestDelegate next)
    {
        if (!context.RequestServices.GetRequiredService<Draining>().HasBegun)
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Task.CompletedTask;
    }

    private static void AddLogs(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddJsonConsole(options =>
        {
            options.IncludeScopes = true;
            options.UseUtcTimestamp = true;
            options.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        });
        logging.Services.RemoveAll<ILoggerProvider>();
        logging.Services.AddSingleton<ConsoleLoggerProvider>();
        logging.Services.AddSingleton<ILoggerProvider>(provider => new SampledLoggerProvider(
            provider.GetRequiredService<ConsoleLoggerProvider>(), provider.GetRequiredService<TimeProvider>()));

        // Standard output is for people; see PortalCommand.
        logging.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.Services.Configure<LoggerFactoryOptions>(options => options.ActivityTrackingOptions = ActivityTrackingOptions.None);

        // The framework's own request lines and scope hold whole addresses, with the tokens of mailed links in them.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        logging.AddFilter("Npgsql", LogLevel.Warning);
        logging.AddFilter("Quartz", LogLevel.Warning);
    }

    private static void Limit(KestrelServerOptions kestrel, ConnectionLimitOptions limits)
    {
        var rate = new MinDataRate(limits.MinBytesPerSecond, TimeSpan.FromSeconds(limits.GraceSeconds));
        (kestrel.Limits.MinRequestBodyDataRate, kestrel.Limits.MinResponseDataRate) = (rate, rate);
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(limits.HeaderSeconds);
        kestrel.Limits.MaxRequestBodySize = limits.MaxBodyKilobytes * 1024L;
        kestrel.Limits.MaxConcurrentConnections = limits.MaxConnections;
        kestrel.Limits.MaxConcurrentUpgradedConnections = limits.MaxCircuits;
    }

    private static void Trust(ForwardedHeadersOptions headers, ProxyOptions proxy)
    {
        headers.KnownProxies.Clear();
        headers.KnownIPNetworks.Clear();
        foreach (var network in proxy.KnownNetworks)
        {
            headers.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        }

        // With both lists empty the framework would believe everyone.
        headers.ForwardedHeaders = proxy.KnownNetworks.Count == 0 ? ForwardedHeaders.None
            : ForwardedHeaders.All & ~ForwardedHeaders.XForwardedPrefix;
    }
}
