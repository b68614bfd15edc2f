using Portal.Components.Shared.Tables;
using Portal.Infrastructure.Operations.Background;
using Portal.Jobs.Operations;

namespace Portal.Features.Platform;

/// <summary>Failing work and the node's services as files.</summary>
internal static class SetAsideList
{
    public static IReadOnlyList<DataColumn<SetAsideEntry>> Columns { get; } =
    [
        new("service", "Service", entry => JobRun.Words(entry.Service)),
        new("store", "Store", entry => entry.Store ?? ""),
        new("what", "What fails", entry => entry.What),
        new("state", "State", entry => entry.IsSetAside ? "Set aside" : "Tried again"),
        new("failures", "Failures", _ => "") { Export = entry => entry.Failures },
        new("error", "Last error", entry => entry.LastError),
        new("since", "Since, UTC", _ => "") { Export = entry => entry.Since.ToUniversalTime() },
        new("next", "Next try, UTC", _ => "") { Export = entry => entry.NextTryAt?.ToUniversalTime() },
    ];

    public static IReadOnlyList<DataColumn<ServiceStatus>> ServiceColumns { get; } =
    [
        new("service", "Service", status => JobRun.Words(status.Service)),
        new("state", "State", StateOf),
        new("pass", "Last pass, UTC", _ => "") { Export = status => status.LastPassAt?.ToUniversalTime() },
        new("restarts", "Restarts", _ => "") { Export = status => status.Restarts },
        new("error", "Last error", status => status.LastError ?? ""),
        new("failed", "Last failed, UTC", _ => "") { Export = status => status.LastFailedAt?.ToUniversalTime() },
    ];

    /// <summary>What a service does, in a word.</summary>
    public static string StateOf(ServiceStatus status) => status switch
    {
        { Activity: ServiceActivity.Off } => "Off",
        { Activity: ServiceActivity.Stopped } => "Stopped",
        { Activity: ServiceActivity.Restarting } => "Restarting",
        { FailuresInRow: > 0 } => "Failing",
        _ => "Running",
    };
}
