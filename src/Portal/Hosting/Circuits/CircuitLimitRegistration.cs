using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using Portal.Infrastructure.Shared.Configuration;

namespace Portal.Hosting.Circuits;

/// <summary>What open pages may ask of a node.</summary>
public static class CircuitLimitRegistration
{
    private static readonly PathString Circuits = "/_blazor";

    public static IServerSideBlazorBuilder AddCircuitLimits(this IServerSideBlazorBuilder circuits)
    {
        var services = circuits.Services;
        services.AddValidated<CircuitLimitOptions>("Circuits");
        services.AddSingleton<CircuitPlaces>().AddSingleton<CircuitLimits>().AddScoped<CircuitPlace.Holder>();
        services.AddOptions<CircuitOptions>().Configure<IOptions<CircuitLimitOptions>>((options, limits) => Apply(options, limits.Value));
        return circuits.AddHubOptions(hub => hub.AddFilter<CircuitLimits>());
    }

    /// <summary>Limits the connections of pages before anything reads them.</summary>
    public static void UseCircuitLimits(this WebApplication app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments(Circuits), circuits => circuits.UseMiddleware<LimitedConnections>());

    private static void Apply(CircuitOptions circuits, CircuitLimitOptions limits)
    {
        circuits.DisconnectedCircuitMaxRetained = limits.MaxDisconnected;
        circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromSeconds(limits.DisconnectedSeconds);
        circuits.JSInteropDefaultCallTimeout = TimeSpan.FromSeconds(limits.ScriptCallSeconds);
        circuits.MaxBufferedUnacknowledgedRenderBatches = limits.MaxUnconfirmedBatches;

        // A page that was kept too long is opened anew: nothing of it is worth keeping any longer.
        circuits.PersistedCircuitInMemoryMaxRetained = limits.MaxDisconnected;
        circuits.PersistedCircuitInMemoryRetentionPeriod = circuits.DisconnectedCircuitRetentionPeriod;
    }
}
