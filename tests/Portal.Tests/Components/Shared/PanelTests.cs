using Bunit;
using Portal.Components.Shared;
using Xunit;

namespace Portal.Tests.Components.Shared;

public sealed class PanelTests : ComponentTest
{
    [Fact]
    public void Render_Loading_IsBusyAndShowsNoContent()
    {
        var panel = RenderPanel(PanelState.Loading);

        Assert.Equal("true", panel.Find("section").GetAttribute("aria-busy"));
        Assert.NotEmpty(panel.FindAll(".skeleton"));
        Assert.DoesNotContain("the figures", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Empty_ShowsWhatWillBeHere()
    {
        var panel = RenderPanel(PanelState.Empty);

        Assert.Contains("what will be here", panel.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("the figures", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_Failed_ShowsReasonAndIdAndRetries()
    {
        var retries = 0;
        var panel = RenderPanel(PanelState.Failed("The query took over 10 s.", "q_71be04"), () => retries++);

        await panel.PressAsync(".failure button");

        Assert.Equal("q_71be04", panel.Find("code").TextContent);
        Assert.Contains("The query took over 10 s.", panel.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal(1, retries);
    }

    [Fact]
    public void Render_Stale_KeepsTheFiguresAndSaysSinceWhen()
    {
        var panel = RenderPanel(PanelState.Stale("14:32"));

        Assert.Contains("the figures", panel.Find(".card-body").TextContent, StringComparison.Ordinal);
        Assert.Equal("as of 14:32", panel.Find(".stale").TextContent);
    }

    private IRenderedComponent<Panel> RenderPanel(PanelState state, Action? retry = null) => Render<Panel>(parameters => parameters
        .Add(panel => panel.Title, "Revenue")
        .Add(panel => panel.State, state)
        .Add(panel => panel.EmptyContent, "what will be here")
        .Add(panel => panel.OnRetry, retry ?? (() => { }))
        .AddChildContent("the figures"));
}
