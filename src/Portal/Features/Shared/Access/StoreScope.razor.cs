using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Tenancy;

using RouteData = Microsoft.AspNetCore.Components.RouteData;

namespace Portal.Features.Shared.Access;

/// <summary>
/// Cascades the store of the address and the signed-in person. Someone who is no member is told that there is no such
/// page; a stranger passes, since the route's own policy sends her to sign in.
/// </summary>
public sealed partial class StoreScope(CurrentAccess access, StoreQueries queries, TimeProvider time) : IDisposable
{
    // While addresses follow each other quickly, the database is asked when they have settled or after a second, and the last one is shown.
    private static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private enum ScopeState
    {
        Looking,
        Hidden,
        Ready,
    }

    private readonly CancellationTokenSource _leaving = new();
    private ScopeState _state;
    private CurrentStore? _store;
    private SignedInPerson? _person;
    private PersonAccess? _shown;
    private long? _askedAt;
    private int _generation, _steps;
    private bool _isLooking;

    [Parameter, EditorRequired] public RouteData RouteData { get; set; } = null!;

    /// <summary>Drawn once the store is known; it gets what its page is authorised over.</summary>
    [Parameter] public RenderFragment<object>? ChildContent { get; set; }

    /// <summary>Another person in front of the page, or the same with other marks, is looked up like another address.</summary>
    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = null!;

    private string? Slug => RouteData.RouteValues.GetValueOrDefault("store") as string;

    public void Dispose()
    {
        access.Changed -= Follow;
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override void OnInitialized() => access.Changed += Follow;

    // The page before stays until the next one's store is known.
    protected override bool ShouldRender() => !_isLooking;

    // What a circuit asked before its first draw is drawn without a wait, so that a rendered page does not give way to an empty one.
    protected override Task OnParametersSetAsync()
    {
        // The page of a status shows no store and no person, and is shown when the database does not answer.
        if (RouteData.PageType == typeof(StatusPage))
        {
            _state = ScopeState.Ready;
            return Task.CompletedTask;
        }

        if (_state == ScopeState.Looking && access.TakeFresh())
        {
            Show();
            return Task.CompletedTask;
        }

        _steps++;
        return _isLooking ? Task.CompletedTask : LoadAsync(_leaving.Token);
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        _isLooking = true;
        try
        {
            int step;
            do
            {
                await ApplyAsync(cancellationToken);
                step = _steps;
                _askedAt = time.GetTimestamp();
                await access.AskAsync(cancellationToken);
            }
            while (step != _steps);

            await RecordOpenedAsync(cancellationToken);
            Show();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // the page was left
        }
        finally
        {
            _isLooking = false;
        }
    }

    // The first of many is looked up at once.
    private async Task ApplyAsync(CancellationToken cancellationToken)
    {
        if (_askedAt is not { } last || time.GetElapsedTime(last) >= Settled)
            return;

        int step;
        do
        {
            step = _steps;
            await Task.Delay(Settled, time, cancellationToken);
        }
        while (step != _steps && time.GetElapsedTime(last) < LongestWait);
    }

    private async Task RecordOpenedAsync(CancellationToken cancellationToken)
    {
        if (access.Person is { } person && person.Store(Slug) is { } store && store.TenantId != _store?.TenantId)
            await queries.RecordOpenedAsync(store.TenantId, person.UserId, cancellationToken);
    }

    // A look that is under way shows what it finds; else only what has become another is drawn, and nothing is taken away meanwhile.
    private void Follow() => _ = InvokeAsync(() =>
    {
        if (_isLooking || _state == ScopeState.Looking || _leaving.IsCancellationRequested)
            return;
        Show();
        StateHasChanged();
    });

    private void Show()
    {
        var person = access.Person;
        var store = person?.Store(Slug);
        if (_shown is not null && (_shown.UserId != person?.UserId || (store is not null && store.TenantId == _store?.TenantId
            && store.Role != _store.Role)))
            _generation++;
        (_store, _shown) = (store, person);
        _person = person is null ? null : new(
            person.DisplayName, person.Email, [.. person.Stores.Select(choice => new StoreChoice(choice.Slug, choice.Name))]);
        _state = Slug is not null && store is null && person is not null ? ScopeState.Hidden : ScopeState.Ready;
    }
}
