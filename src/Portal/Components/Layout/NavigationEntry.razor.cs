using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Portal.Domain.Tenancy;

namespace Portal.Components.Layout;

/// <summary>One section and, while one of its pages is open, the pages below it that the person may open.</summary>
public sealed partial class NavigationEntry
{
    private IReadOnlyList<NavigationItem> _children = [];
    private bool _allowed, _on, _childOn, _open;

    [Parameter, EditorRequired] public NavigationItem Item { get; set; } = null!;

    [Parameter] public string Slug { get; set; } = "";

    [CascadingParameter] private CurrentStore? Store { get; set; }

    [CascadingParameter] private Task<AuthenticationState>? Authentication { get; set; }

    protected override void OnInitialized() => Address.LocationChanged += Refresh;

    protected override async Task OnParametersSetAsync()
    {
        var person = Authentication is null ? new ClaimsPrincipal() : (await Authentication).User;
        _allowed = Item.IsOpenTo(person, Store);
        _children = [.. Item.Children.Where(child => child.IsOpenTo(person, Store))];
        Mark();
    }

    public void Dispose() => Address.LocationChanged -= Refresh;

    private void Refresh(object? sender, LocationChangedEventArgs change)
    {
        Mark();
        _ = InvokeAsync(StateHasChanged);
    }

    private void Mark()
    {
        _childOn = _children.Any(IsOn);
        _on = IsOn(Item);
        _open = _childOn || (_on && _children.Count > 0);
    }

    private bool IsOn(NavigationItem item)
    {
        var path = new Uri(Address.Uri).AbsolutePath.TrimEnd('/');
        var target = item.Url(Slug);
        return path == target || (!item.Exact && path.StartsWith(target + "/", StringComparison.Ordinal));
    }
}
