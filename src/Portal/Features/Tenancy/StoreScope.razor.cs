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

    [Parameter, EditorRequired] public RouteData RouteData { get; set; } = null!;

    [Parameter] public RenderFragment? ChildContent { get; set; }

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

    protected override async Task OnParametersSetAsync()
    {
        var principal = (await Authentication).User;
        var slug = RouteData.RouteValues.GetValueOrDefault("store") as string;
        var earlier = _store;
        _store = slug is null ? null : await access.FindAsync(principal, slug);
        if (principal.UserId() is { } userId)
            await AddPersonAsync(principal, userId, earlier);
        _state = slug is not null && _store is null && principal.UserId() is not null ? ScopeState.Hidden : ScopeState.Ready;
    }

    private async Task AddPersonAsync(ClaimsPrincipal principal, Guid userId, CurrentStore? earlier)
    {
        if (_store is not null && _store.TenantId != earlier?.TenantId)
            await queries.NoteOpenedAsync(_store.TenantId, userId);
        var stores = await queries.ForPersonAsync(userId);
        _person = new(
            principal.FindFirstValue(PortalClaims.DisplayName) ?? "",
            principal.FindFirstValue(ClaimTypes.Email) ?? "",
            [.. stores.Where(store => !store.IsSuspended).Select(store => new StoreChoice(store.Slug, store.Name))]);
    }

    private sealed record Scope(CurrentStore? Store, SignedInPerson? Person, bool IsHidden);
}
