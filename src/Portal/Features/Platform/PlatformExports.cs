using Portal.Components.Shared.Tables;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Operations.Background;
using Portal.Infrastructure.Tenancy;
using Portal.Jobs;
using Portal.Jobs.Operations;

namespace Portal.Features.Platform;

/// <summary>The administrators' lists as files.</summary>
public static class PlatformExports
{
    private const int MaxSetAside = 1_000;

    private static readonly IReadOnlyList<DataColumn<TimetableEntry>> TimetableColumns =
    [
        new("job", "Job", entry => JobRun.Words(entry.Job)),
        new("what", "What it does", entry => entry.Sentence),
        new("outcome", "Last outcome", entry => entry.Last is { } last ? JobRunList.Outcome(last) : ""),
        new("last", "Last run, UTC", _ => "") { Export = entry => entry.Last?.StartedAt.ToUniversalTime() },
        new("next", "Next run, UTC", _ => "") { Export = entry => entry.NextAt?.ToUniversalTime() },
    ];

    public static void MapPlatformExports(this IEndpointRouteBuilder routes)
    {
        routes.MapPlatformExport<StoreDirectory>("/stores", PlatformPolicies.Administer, (request, directory) =>
            TableExport.File(request, "stores", StoreDirectoryList.Columns, StoreDirectory.Default, directory.PageAsync));
        routes.MapPlatformExport<JobRunQueries>("/runs", PlatformPolicies.Administer, (request, runs) =>
            TableExport.Rows(request, "job-runs", JobRunList.Columns, JobRunQueries.Default,
                query => runs.StreamAsync(query, request.HttpContext.RequestAborted)));
        routes.MapPlatformExport<Timetable>("/timetable", PlatformPolicies.Administer, (request, timetable) =>
            TableExport.Report(request, "timetable", TimetableColumns,
                async () => await timetable.ListAsync(request.HttpContext.RequestAborted)));
        routes.MapPlatformExport<SetAsideWork>("/set-aside", PlatformPolicies.Administer, (request, work) =>
            TableExport.Report(
                request, "set-aside", SetAsideList.Columns,
                async () => (await work.ListAsync(MaxSetAside, request.HttpContext.RequestAborted)).Entries));
        routes.MapPlatformExport<ServiceStates>("/services", PlatformPolicies.Administer, (request, services) =>
            TableExport.Report(
                request, "background-services", SetAsideList.ServiceColumns,
                () => Task.FromResult<IEnumerable<ServiceStatus>>(services.All)));
    }
}
