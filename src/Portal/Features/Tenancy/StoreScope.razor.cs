using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Components.Layout;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Tenancy;
using RouteData = Microsoft.AspNetCore.Components.RouteData;

namespace Portal.Features.Tenancy;

/// <summary>
/// Cascades the store of the address and the signed-in person. Someone who is no member is told that there is no such
/// page; a stranger passes, since the route's own policy sends her to sign in.
/// </summary>
public sealed partial class StoreScope(StoreAccess access, StoreQueries queries, PersistentComponentState kept) : IDisposable
{
    private const string Kept = "store-scope";

    private enum ScopeState
    {
        Looking,
        Hidden,
        Ready,
    }

    private ScopeState _state;
    private CurrentStore? _store;
    private SignedInPerson? _person;
    private PersistingComponentStateSubscription _keeping;
    private int _looking;

    [Parameter, EditorRequired] public RouteData RouteData { get; set; } = null!;

    /// <summary>Drawn once the store is known; it gets what its page is authorised over.</summary>
    [Parameter] public RenderFragment<object>? ChildContent { get; set; }

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = null!;

    // What was found while the page was rendered goes with it to the browser, protected, so that the circuit can draw the
    // same page at once instead of an empty one while it looks.
    protected override void OnInitialized()
    {
        _keeping = kept.RegisterOnPersisting(() =>
        {
            kept.PersistAsJson(Kept, new Scope(_store, _person, _state == ScopeState.Hidden));
            return Task.CompletedTask;
        });
        if (kept.TryTakeFromJson<Scope>(Kept, out var scope) && scope is not null)
            (_store, _person, _state) = (scope.Store, scope.Person, scope.IsHidden ? ScopeState.Hidden : ScopeState.Ready);
    }

    public void Dispose() => _keeping.Dispose();

    // The page before stays until the next one's store is known.
    protected override bool ShouldRender() => _looking == 0;

    protected override async Task OnParametersSetAsync()
    {
        _looking++;
        try
        {
            await FindAsync();
        }
        finally
        {
            _looking--;
        }
    }

    private async Task FindAsync()
    {
        var route = RouteData;
        var principal = (await Authentication).User;
        var slug = route.RouteValues.GetValueOrDefault("store") as string;
        var store = slug is null ? null : await access.FindAsync(principal, slug);
        var person = principal.UserId() is { } userId ? await FindPersonAsync(principal, userId, store) : null;
        if (route != RouteData)
            return; // she has gone on meanwhile
        (_store, _person) = (store, person ?? _person);
        _state = slug is not null && store is null && person is not null ? ScopeState.Hidden : ScopeState.Ready;
    }

    private async Task<SignedInPerson> FindPersonAsync(ClaimsPrincipal principal, Guid userId, CurrentStore? store)
    {
        if (store is not null && store.TenantId != _store?.TenantId)
            await queries.NoteOpenedAsync(store.TenantId, userId);
        var stores = await queries.ForPersonAsync(userId);
        return new(
            principal.FindFirstValue(PortalClaims.DisplayName) ?? "",
            principal.FindFirstValue(ClaimTypes.Email) ?? "",
            [.. stores.Where(choice => !choice.IsSuspended).Select(choice => new StoreChoice(choice.Slug, choice.Name))]);
    }

    private sealed record Scope(CurrentStore? Store, SignedInPerson? Person, bool IsHidden);
}
