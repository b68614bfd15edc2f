using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Testing.Hosting;

namespace Portal.Tests.Garbage;

/// <summary>A portal that takes as many requests as come, and keeps what it logs as an error.</summary>
public sealed class GarbageApp : PortalApp
{
    public FaultLog Faults { get; } = new();

    /// <summary>Every route but those of files and of the framework.</summary>
    public IReadOnlyList<RouteEndpoint> Routes => [.. Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints)
        .OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null
        && !Tenancy.ReachTable.IsOfTheFramework("/" + endpoint.RoutePattern.RawText!.TrimStart('/')))];

    protected override void Configure(WebApplicationBuilder builder)
    {
        builder.Logging.AddProvider(Faults);
        foreach (var name in (string[])["Address", "Open", "Page", "Export", "Api", "ApiStore", "Platform"])
            (builder.Configuration[$"Rates:{name}:PerSecond"], builder.Configuration[$"Rates:{name}:Burst"]) = ("1000000", "10000000");
        builder.Configuration["Rates:ExportsPerStore"] = "100";
        builder.Configuration["Workloads:Export:WaitSeconds"] = "60";
        builder.Configuration["Workloads:Page:WaitSeconds"] = "60";
        builder.Configuration["Workloads:Api:WaitSeconds"] = "60";
    }
}
