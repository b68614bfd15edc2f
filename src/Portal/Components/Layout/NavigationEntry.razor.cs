using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Portal.Domain.Tenancy;

namespace Portal.Components.Layout;

/// <summary>One section and, while one of its pages is open, the pages below it.</summary>
public sealed partial class NavigationEntry(IServiceProvider services)
{
    private bool _allowed, _on, _childOn, _open;

    [Parameter, EditorRequired] public NavigationItem Item { get; set; } = null!;

    [Parameter, EditorRequired] public string Slug { get; set; } = "";

    [CascadingParameter] private CurrentStore? Store { get; set; }

    [CascadingParameter] private Task<AuthenticationState>? Authentication { get; set; }

    protected override void OnInitialized() => Address.LocationChanged += Refresh;

    protected override async Task OnParametersSetAsync()
    {
        Mark();
        _allowed = Item.Policy is null || await IsAllowedAsync(Item.Policy);
    }

    public void Dispose() => Address.LocationChanged -= Refresh;

    private async Task<bool> IsAllowedAsync(string policy) =>
        Authentication is not null
        && (await services.GetRequiredService<IAuthorizationService>()
            .AuthorizeAsync((await Authentication).User, Store, policy)).Succeeded;

    private void Refresh(object? sender, LocationChangedEventArgs change)
    {
        Mark();
        _ = InvokeAsync(StateHasChanged);
    }

    private void Mark()
    {
        _childOn = Item.Children.Any(IsOn);
        _on = IsOn(Item);
        _open = _childOn || (_on && Item.Children.Count > 0);
    }

    private bool IsOn(NavigationItem item)
    {
        var path = new Uri(Address.Uri).AbsolutePath.TrimEnd('/');
        var target = item.Url(Slug);
        return path == target || (!item.Exact && path.StartsWith(target + "/", StringComparison.Ordinal));
    }
}
