using Bunit;
using Portal.Components.Shared;
using Xunit;

namespace Portal.Tests.Components.Shared;

public sealed class MetricCardTests : ComponentTest
{
    [Fact]
    public void Render_Data_ShowsValueChangeAndWhatItIsComparedWith()
    {
        var card = Render<MetricCard>(parameters => parameters
            .Add(metric => metric.Label, "Revenue")
            .Add(metric => metric.Unit, "Rp")
            .Add(metric => metric.Value, "48.62M")
            .Add(metric => metric.Full, "Rp 48,620,000")
            .Add(metric => metric.Change, Change.Between(43.15m, 48.62m))
            .Add(metric => metric.From, "43.15M"));

        Assert.Equal("Rp48.62M", card.Find(".value").TextContent);
        Assert.Equal("Rp 48,620,000", card.Find(".value").GetAttribute("data-tip"));
        Assert.Equal("12.7%", card.Find(".change.better").TextContent);
        Assert.Contains("from 43.15M", card.Find(".against").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_FewerRefunds_IsBetterAndPointsDown()
    {
        var card = Render<MetricCard>(parameters => parameters
            .Add(metric => metric.Label, "Refunds")
            .Add(metric => metric.Change, Change.Between(1.86m, 1.24m, downIsBetter: true)));

        Assert.Equal("down", card.Find(".change.better svg").GetAttribute("aria-label"));
    }

    [Fact]
    public void Render_NothingToCompareWith_ShowsNoChange()
    {
        var card = Render<MetricCard>(parameters => parameters
            .Add(metric => metric.Label, "Orders")
            .Add(metric => metric.Change, Change.Between(0, 12)));

        Assert.Empty(card.FindAll(".change"));
        Assert.Equal("—", card.Find(".value").TextContent);
    }

    [Fact]
    public void Render_Values_DrawsThemWithTextAlternative()
    {
        var card = Render<MetricCard>(parameters => parameters
            .Add(metric => metric.Label, "Orders")
            .Add(metric => metric.Values, [1, 2, 4])
            .Add(metric => metric.Before, [1, 1, 1, 1, 1]));

        Assert.Equal("Orders over the period", card.Find("svg.spark").GetAttribute("aria-label"));
        Assert.EndsWith("50 2", card.Find("path.now").GetAttribute("d"), StringComparison.Ordinal);
    }
}
