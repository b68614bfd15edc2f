using Microsoft.AspNetCore.Components;

namespace Portal.Features.Styleguide;

/// <summary>Fails when it is drawn, so that the style guide can show what then happens.</summary>
public sealed class Broken : ComponentBase
{
    protected override void OnInitialized() => throw new InvalidOperationException("The style guide broke this on purpose.");
}
