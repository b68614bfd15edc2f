using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Xunit;

namespace Portal.Tests.Components.Shared;

public sealed class PortalErrorBoundaryTests : ComponentTest
{
    [Fact]
    public async Task Child_Throws_ShowsAnIdAndTriesAgain()
    {
        Fragile.Broken = true;
        var boundary = Render<PortalErrorBoundary>(parameters => parameters.AddChildContent<Fragile>());

        Assert.StartsWith("e_", boundary.Find("code").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", boundary.Markup, StringComparison.Ordinal);

        Fragile.Broken = false;
        await boundary.PressAsync("button");

        Assert.Equal("fine", boundary.Markup);
    }

    private sealed class Fragile : ComponentBase
    {
        public static bool Broken { get; set; }

        protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder)
        {
            if (Broken)
                throw new InvalidOperationException("secret");
            builder.AddContent(0, "fine");
        }
    }
}
