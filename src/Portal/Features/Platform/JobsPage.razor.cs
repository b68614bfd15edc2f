using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Components.Shared;
using Portal.Components.Shared.Tables;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Operations.Background;
using Portal.Jobs;
using Portal.Jobs.Operations;

namespace Portal.Features.Platform;

/// <summary>What fails, the timetable with a way to run a job now, this node's background services, and what every run came to.</summary>
public sealed partial class JobsPage(
    Timetable timetable, JobRunQueries runs, ServiceStates services, IAuthorizationService authorization, Toasts toasts,
    ConfirmDialog dialog, TimeProvider time, ILogger<JobsPage> logger)
{
    private static readonly IReadOnlyList<DataColumn<JobRun>> Columns = [.. JobRunList.Columns.Select(column => column.Key == "outcome"
        ? column with { Cell = OutcomeCell } : column)];

    private DataTable<JobRun>? _runs;
    private SetAsidePanel? _setAside;
    private IReadOnlyList<TimetableEntry> _timetable = [];
    private PanelState _state = PanelState.Loading;

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = null!;

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        _state = await Failures.ReadAsync(logger, "The timetable could not be read.", async () =>
        {
            _timetable = await timetable.ListAsync(CancellationToken.None);
            _state = _timetable.Count == 0 ? PanelState.Empty : PanelState.Ready;
        }) ?? _state;

        if (_setAside is not null)
            await _setAside.ReloadAsync();
        if (_runs is not null)
            await _runs.ReloadAsync();
    }

    private async Task RunAsync(TimetableEntry entry)
    {
        var name = JobRun.Words(entry.Job);
        var question = new Confirmation(
            $"Run “{name}” now", $"{entry.Sentence} It runs once more now, and its timetable stays. Jobs are safe to run twice.", "Run now",
            Destructive: false);
        if (!await dialog.AskAsync(question) || !(await authorization.AuthorizeAsync((await Authentication).User,
            PlatformPolicies.Administer)).Succeeded)
            return;

        try
        {
            if (await timetable.RunNowAsync(entry.Job, CancellationToken.None))
                toasts.Success($"“{name}” was asked to run", "Its run appears in the list once a node takes it, within half a minute.");
            else
                toasts.Failure($"“{name}” is no longer on the timetable");
        }
        catch (Exception exception) when (DatabaseFailures.IsCauseOf(exception))
        {
            toasts.Failure($"“{name}” could not be started", $"Quote {Failures.Record(logger, exception)} when you ask for help.");
        }

        await LoadAsync();
    }

    private string Ago(JobRun run)
    {
        var ago = time.GetUtcNow() - run.StartedAt;
        return ago.TotalHours < 1 ? $"{Math.Max(0, (int)ago.TotalMinutes)} min ago" : ago.TotalDays < 1 ? $"{(int)ago.TotalHours} h ago"
            : JobRunList.Clock.DayAndMinute(run.StartedAt);
    }
}
