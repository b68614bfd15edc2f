using Portal.Components.Shared.Tables;
using Portal.Hosting.Rates;
using Portal.Hosting.Requests;
using Portal.Infrastructure.Data.Workloads;

namespace Portal.Features.Styleguide;

/// <summary>The download of the style guide's table; mapped in development alone.</summary>
public static class StyleguideEndpoints
{
    internal const string ExportPath = "/styleguide/orders.csv";

    private const string Path = "/styleguide/orders";

    public static void MapStyleguide(this IEndpointRouteBuilder routes) => routes.MapGet(
        Path + ExportRoutes.Ending, (HttpRequest request) =>
            TableExport.File(request, "orders", TableSheet.Columns, TableSheet.Default, TableSheet.LoadAsync))
        .LimitRate(RatePolicy.Export).WithWorkload(Workload.Export);
}
