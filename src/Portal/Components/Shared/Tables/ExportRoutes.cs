using Portal.Domain.Tenancy;
using Portal.Hosting.Rates;
using Portal.Hosting.Requests;
using Portal.Infrastructure.Data.Workloads;
using Portal.Infrastructure.Exports;
using Portal.Infrastructure.Tenancy;

namespace Portal.Components.Shared.Tables;

/// <summary>Addresses of files: a list's own address with the ending of a format.</summary>
public static class ExportRoutes
{
    /// <summary>The route's parameter that names the format.</summary>
    public const string Format = "format";

    private const string Constraint = "export";

    /// <summary>Registers what keeps other endings out.</summary>
    public static IServiceCollection AddExportRoutes(this IServiceCollection services) =>
        services.Configure<RouteOptions>(options => options.SetParameterPolicy<ExportFormatConstraint>(Constraint));

    /// <summary>Maps a list of a store in every format.</summary>
    /// <param name="path">Below the store's address: <c>/sales/orders</c>.</param>
    /// <param name="answer">Answers with <see cref="TableExport"/>.</param>
    public static void MapExport<TQueries>(
        this IEndpointRouteBuilder routes, string path, string policy, Func<ExportCall, TQueries, IResult> answer) where TQueries : class =>
        routes.MapExport<TQueries>(path, policy, (call, queries) => Task.FromResult(answer(call, queries)));

    /// <summary>The same where something has to be asked before the rows are.</summary>
    public static void MapExport<TQueries>(
        this IEndpointRouteBuilder routes, string path, string policy, Func<ExportCall, TQueries, Task<IResult>> answer)
        where TQueries : class =>
        routes.MapGet($"/s/{{store}}{path}{Ending}",
            async (string store, HttpContext context, StoreAccess access, TQueries queries, TimeProvider time) =>
            await access.FindAsync(context.User, store, context.RequestAborted) is { } found
                ? await answer(new(found, context.Request, time.GetUtcNow()), queries)
                : Results.NotFound()).RequireAuthorization(policy).WithWorkload(Workload.Export).LimitRate(RatePolicy.Export);

    /// <summary>Maps a list of the platform in every format.</summary>
    /// <param name="path">Below the platform's address: <c>/stores</c>.</param>
    /// <param name="policy">A right over the platform: no store is looked for.</param>
    public static void MapPlatformExport<TQueries>(
        this IEndpointRouteBuilder routes, string path, string policy, Func<HttpRequest, TQueries, IResult> answer)
        where TQueries : class =>
        routes.MapGet($"{PortalUrls.Platform}{path}{Ending}", (HttpContext context, TQueries queries) => answer(context.Request, queries))
            .RequireAuthorization(policy).WithWorkload(Workload.Export).LimitRate(RatePolicy.Export);

    /// <summary>What stands for the formats at the end of a route.</summary>
    public const string Ending = $".{{{Format}:{Constraint}}}";

    private sealed class ExportFormatConstraint : IRouteConstraint
    {
        public bool Match(
            HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
            ExportFormats.Find(values[routeKey]?.ToString()) is not null;
    }
}

/// <summary>A request for a file of a store.</summary>
public sealed record ExportCall(CurrentStore Store, HttpRequest Request, DateTimeOffset Now)
{
    public CancellationToken Cancel => Request.HttpContext.RequestAborted;

    /// <summary>A parameter of the address; null without it.</summary>
    public string? Text(string name) => Request.Query.TryGetValue(name, out var value) ? value.ToString() : null;
}
