using Xunit;

namespace Portal.EndToEnd.Tracker;

public sealed class ExperimentTests(BrowserFixture browser)
{
    private static readonly object Banner = new
    {
        experiments = new[] { new { key = "banner", variants = new[] { new { key = "a", weight = 1 }, new { key = "b", weight = 1 } } } },
    };

    [Fact]
    public async Task Variant_Running_IsStickyAndRecordedOnce()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        visit.Api.Settings = Banner;
        await visit.GotoAsync("/");

        var first = await VariantAsync(visit, "banner");
        var second = await VariantAsync(visit, "banner");
        var viewed = await visit.Api.WaitForAsync(message => message.Event == "Experiment Viewed");
        await visit.GotoAsync("/next");
        var later = await VariantAsync(visit, "banner");

        Assert.Contains(first, new[] { "a", "b" });
        Assert.Equal(first, second);
        Assert.Equal(first, later);
        Assert.Equal("banner", viewed.Text("properties.experiment_id"));
        Assert.Equal(first, viewed.Text("properties.variation_id"));
    }

    [Fact]
    public async Task Variant_ManyVisitors_FollowsTheWeights()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        visit.Api.Settings = Banner;
        await visit.GotoAsync("/");

        var share = await visit.Page.EvaluateAsync<double>("""
            async () => {
              let a = 0;
              for (let i = 0; i < 400; i++) {
                localStorage.removeItem('intellishop.variant.banner');
                intellishop.reset();
                if (await intellishop.variant('banner') === 'a') a++;
              }
              return a / 400;
            }
            """);

        Assert.InRange(share, 0.4, 0.6);
    }

    [Fact]
    public async Task VariantAndRecommend_NothingConfigured_AnswerNothing()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        await visit.GotoAsync("/");

        Assert.Null(await VariantAsync(visit, "banner"));
        Assert.Equal(0, await visit.Page.EvaluateAsync<int>("async () => (await intellishop.recommend('home')).length"));
    }

    private static Task<string?> VariantAsync(TrackedShop visit, string experiment) =>
        visit.Page.EvaluateAsync<string?>("experiment => intellishop.variant(experiment)", experiment);
}
