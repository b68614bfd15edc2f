namespace Portal.Components.Layout;

/// <summary>One entry of the navigation, of the command palette, and nothing else: pages are declared here once.</summary>
/// <param name="Url">From the store's slug.</param>
/// <param name="Policy">Hidden from those the policy refuses; null for everyone in the store.</param>
/// <param name="Exact">On only at exactly this address, as Home is the start of every other one.</param>
public sealed record NavigationItem(
    string Text, string Icon, Func<string, string> Url, string? Policy = null, bool Exact = false, IReadOnlyList<NavigationItem>? Children = null)
{
    public IReadOnlyList<NavigationItem> Children { get; init; } = Children ?? [];
}
