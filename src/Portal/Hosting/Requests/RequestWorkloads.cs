using Microsoft.AspNetCore.StaticAssets;
using Portal.Infrastructure.Data.Workloads;

namespace Portal.Hosting.Requests;

/// <summary>Says which kind of work a request is, for the database's connections that it opens.</summary>
public static class RequestWorkloads
{
    private static readonly PathString Api = "/api";

    /// <summary>Marks endpoints whose kind of work their address does not tell.</summary>
    public static TBuilder WithWorkload<TBuilder>(this TBuilder endpoint, Workload workload)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new WorkloadMetadata(workload));

    /// <summary>Enters the kind of work of each request that may reach the database. A circuit's lasts as long as its connection.</summary>
    public static void UseWorkloads(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
        {
            await next(context);
            return;
        }

        using var scope = WorkloadScope.Enter(Of(context));
        await next(context);
    });

    /// <summary>The kind of work that a routed request is.</summary>
    internal static Workload Of(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<WorkloadMetadata>()?.Workload
        ?? (context.Request.Path.StartsWithSegments(Api) ? Workload.Api : Workload.Page);

    private sealed record WorkloadMetadata(Workload Workload);
}
