using Portal.Components.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Features.Shared;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Analytics.IngestHealth;

namespace Portal.Features.Analytics.IngestHealth;

/// <summary>Why messages and requests were refused, as a file.</summary>
internal static class RefusalExport
{
    public static void MapRefusalExport(this IEndpointRouteBuilder routes) =>
        routes.MapExport<IngestQueries>("/analytics/refusals", AnalyticsPolicies.CanView, (call, ingest) =>
    {
        var range = call.Range();
        return TableExport.Report(call.Request, call.Named("refusals", range), Columns(StoreClock.For(call.Store.TimeZone)), async () =>
            (await ingest.FindAsync(call.Store.TenantId, range, call.Cancel)).Reasons);
    });

    private static IReadOnlyList<DataColumn<RefusalReason>> Columns(StoreClock clock) =>
    [
        new("code", "Reason", reason => reason.Code),
        new("wholeRequests", "Whole requests", _ => "") { Export = reason => reason.IsRequest },
        new("message", "Last said", reason => reason.LastMessage),
        new("messages", "Messages", _ => "") { Export = reason => reason.IsRequest && reason.Messages == 0 ? null : reason.Messages },
        new("requests", "Requests", _ => "") { Export = reason => reason.Requests },
        new("last", "Last", _ => "") { Export = reason => clock.Local(reason.LastAt) },
    ];
}
