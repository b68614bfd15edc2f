using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Components.Shared;
using Portal.Domain.Shared.Text;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Data;

namespace Portal.Features.Platform;

/// <summary>Background work that fails: what is set aside until somebody retries it, and what is tried again by itself.</summary>
public sealed partial class SetAsidePanel(
    SetAsideWork work, IAuthorizationService authorization, Toasts toasts, ConfirmDialog dialog, ILogger<SetAsidePanel> logger)
{
    private const int MaxShown = 50;

    private IReadOnlyList<SetAsideEntry> _entries = [];
    private long _total;
    private PanelState _state = PanelState.Loading;
    private string? _retrying;

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = null!;

    private IReadOnlyList<SetAsideEntry> SetAside => [.. _entries.Where(entry => entry is { IsSetAside: true, CanRetry: true })];

    /// <summary>Reads the list again.</summary>
    public async Task ReloadAsync()
    {
        _state = await Failures.ReadAsync(logger, "What is set aside could not be read.", async () =>
        {
            (_entries, _total) = await work.ListAsync(MaxShown, CancellationToken.None);
            _state = _entries.Count == 0 ? PanelState.Empty : PanelState.Ready;
        }) ?? _state;

        StateHasChanged();
    }

    protected override Task OnInitializedAsync() => ReloadAsync();

    private async Task RetryAsync(SetAsideEntry entry)
    {
        _retrying = entry.Key;
        try
        {
            if (await MayAsync() && await TryAsync([entry]) is { } retried)
            {
                if (retried == 0)
                    toasts.Failure($"There is nothing to retry of {entry.What} any more");
                else
                    toasts.Success($"{entry.What} is tried again", "Should it fail again, it comes back here.");
            }
        }
        finally
        {
            _retrying = null;
        }

        await ReloadAsync();
    }

    private async Task RetryAllAsync()
    {
        var all = SetAside;
        var things = NumberFormat.Count(all.Count, "thing", "things");
        var question = new Confirmation(
            $"Retry {things}", "All that is set aside and shown here is tried again. What fails again comes back.", $"Retry {all.Count}",
            Destructive: false);
        if (!await dialog.AskAsync(question) || !await MayAsync())
            return;
        if (await TryAsync(all) is { } retried)
            toasts.Success($"{NumberFormat.Count(retried, "thing is", "things are")} tried again");
        await ReloadAsync();
    }

    private async Task<int?> TryAsync(IReadOnlyList<SetAsideEntry> entries)
    {
        var retried = 0;
        try
        {
            foreach (var entry in entries)
                retried += await work.RetryAsync(entry) ? 1 : 0;
            return retried;
        }
        catch (Exception exception) when (DatabaseFailures.IsCauseOf(exception))
        {
            toasts.Failure("It could not be retried", $"Quote {Failures.Record(logger, exception)} when you ask for help.");
            return null;
        }
    }

    private static string FailuresOf(SetAsideEntry entry) =>
        $"{NumberFormat.Count(entry.Failures, "failure", "failures")} since {JobRunList.Clock.DayAndMinute(entry.Since)}";

    private static string NextOf(SetAsideEntry entry) => entry switch
    {
        { NextTryAt: { } next } => $"Next {JobRunList.Clock.DayAndMinute(next)}",
        { CanRetry: true } => "Waits for you",
        _ => "Text deleted",
    };

    private async Task<bool> MayAsync() =>
        (await authorization.AuthorizeAsync((await Authentication).User, PlatformPolicies.Administer)).Succeeded;
}
