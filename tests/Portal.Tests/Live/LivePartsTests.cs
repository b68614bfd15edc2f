using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Components.Shared;
using Portal.Domain.Shared.Text;
using Portal.Features.Live;
using Portal.Infrastructure.Live;
using Portal.Tests.Components;
using Xunit;

namespace Portal.Tests.Live;

public sealed class LivePartsTests : ComponentTest
{
    private static readonly StoreClock Clock = StoreClock.For("Europe/Berlin");

    [Fact]
    public void Funnel_Today_ShowsStepsAndTheBiggestLoss()
    {
        var part = Render<LiveFunnel>();

        Assert.Equal(["612", "438", "104", "46", "20"], part.FindAll(".funnel .amount").Select(e => e.TextContent));
        Assert.Equal("3.27% end to end. Biggest loss: 334 saw a product, added nothing.", part.Find(".under-bars").TextContent.Trim());
    }

    [Fact]
    public async Task Funnel_HalfHourChosen_ShowsItsVisitors()
    {
        var part = Render<LiveFunnel>();

        await part.FindAll("input[type=radio]")[1].ChangeAsync("30 min");

        Assert.Equal("40", part.Find(".funnel .amount").TextContent);
    }

    [Fact]
    public void Revenue_WithGoal_ShowsTheUsualValueOfThisMinuteAndThePace()
    {
        var part = Render<RevenueToday>(goal: 85_000_000);

        Assert.Equal("57% of Rp 85.00M", part.Find(".reading span").TextContent);
        Assert.Equal(["Rp 44.59M", "Rp 4.03M", "Rp 92.68M"], part.FindAll("dd").Select(e => e.TextContent));
        Assert.NotNull(part.Find(".usual"));
        Assert.Equal(("48620000", "20"), (part.Find("[data-figure]").GetAttribute("data-amount"),
            part.Find("[data-figure]").GetAttribute("data-orders")));
    }

    [Fact]
    public void Revenue_WithoutGoalOrLastWeek_ShowsTheAmountAlone()
    {
        var part = Render<RevenueToday>(LiveSamples.Snapshot with { Revenue = new(48_620_000, 20, null, null) });

        Assert.Equal("Rp 48.62M", part.Find(".hero").TextContent);
        Assert.Empty(part.FindAll("dl"));
    }

    [Fact]
    public void Visitors_MoreThanYesterday_SayBySoMuch() =>
        Assert.Contains("14.3% from 112 yesterday", Text(Render<ActiveVisitors>().Find(".hero-line")), StringComparison.Ordinal);

    [Fact]
    public void Speed_OfTheLastMinute_NamesThePeak() =>
        Assert.Equal("14.0 peak in 2 hours 31.6 at 12:08", Text(Render<EventSpeed>().Find(".hero-line")));

    [Fact]
    public void Pages_SomeThatNoEventNames_AreTheLastLine() =>
        Assert.Equal(["Product pages 58", "Home 24", "Other 46"], Render<PagesNow>().FindAll(".bars .line").Select(Text));

    [Fact]
    public void Channels_MoreThanSix_AreFiveAndTheOthers() =>
        Assert.Equal(
            ["Paid social 70", "Direct 20", "Email 15", "Organic search 10", "Referral 6", "Other 7"],
            Render<ChannelsNow>().FindAll(".bars .line").Select(Text));

    [Fact]
    public async Task Products_ByViews_BeginWithTheMostSeen()
    {
        var part = Render<ProductsToday>();
        Assert.Equal("Gayo", part.Find("tbody td").TextContent);

        await part.FindAll("input[type=radio]")[1].ChangeAsync("Views");

        Assert.Equal("Toraja", part.Find("tbody td").TextContent);
    }

    [Fact]
    public async Task Activity_Held_StaysWhileEventsArrive()
    {
        var part = Render<ActivityStream>();
        await part.PressAsync("button[aria-label='Hold the list']");

        Show(part, LiveSamples.Snapshot with { Activity = new([LiveSamples.Event("m9", "cart_viewed")], false) });
        Assert.Equal(3, part.FindAll(".activity li").Count);

        await part.PressAsync("button[aria-label='Let the list run']");
        Assert.Equal("Looking at a cart", Assert.Single(part.FindAll(".activity .what")).TextContent);
    }

    [Fact]
    public async Task Activity_OrdersChosen_ShowsThemAlone()
    {
        var part = Render<ActivityStream>();
        Assert.Equal(["Order A-1", "Viewing Gayo", "A visitor from Instagram, “harvest week”"],
            part.FindAll(".activity .what").Select(e => e.TextContent));

        await part.FindAll("input[type=radio]")[1].ChangeAsync("Orders");

        Assert.Equal("Rp 517,000", Assert.Single(part.FindAll(".activity .amount")).TextContent);
    }

    [Fact]
    public void Map_ManyCountries_DrawsThoseThatAreKnownAndListsTheLargest()
    {
        var module = JSInterop.SetupModule("/dist/map.js");
        module.SetupVoid("draw", _ => true).SetVoidResult();

        var part = Render<WhereTheyAre>();

        Assert.Equal(8, Assert.IsAssignableFrom<IEnumerable<object>>(Assert.Single(module.Invocations["draw"]).Arguments[1]).Count());
        Assert.Equal("Indonesia 86", Text(part.Find(".bars li")));
        Assert.Equal("2 more 2", Text(part.Find(".where-rest")));
        Assert.Equal("128 visitors, 8 countries", part.Find(".beside").TextContent);
        Assert.StartsWith("World map. Indonesia 86, Malaysia 14", part.Find("[role=img]").GetAttribute("aria-label"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Map_AsTable_ListsEveryCountryWithItsShare()
    {
        var module = JSInterop.SetupModule("/dist/map.js");
        module.Mode = JSRuntimeMode.Loose;
        var part = Render<WhereTheyAre>();

        await part.PressAsync("button[aria-label='Show as a table']");

        Assert.Equal(9, part.FindAll("tbody tr").Count);
        Assert.Equal("Indonesia 86 67.2%", Text(part.Find("tbody tr")));
        Assert.Single(module.Invocations["dispose"]);
    }

    [Fact]
    public void Badge_OfAPanel_TellsTimeAndLag()
    {
        var badge = Render<PagesNow>().Find(".live-badge");

        Assert.Equal("As of 14:32:08 CET · lag 1.2 s", badge.QuerySelector(".visually-hidden")!.TextContent);
        Assert.DoesNotContain("warning", badge.ClassName, StringComparison.Ordinal);
    }

    [Fact]
    public void Panel_NothingChangedButTheInstant_IsNotDrawnAgain()
    {
        var (drawn, first) = (0, LiveSamples.Snapshot);
        var panel = Render<LivePanel>(p => p
            .Add(x => x.Title, "Pages").Add(x => x.Clock, Clock).Add(x => x.State, PanelState.Ready).Add(x => x.Snapshot, first)
                .Add(x => x.Part, first.Pages)
            .Add(x => x.ChildContent, _ => drawn++));

        panel.Render(p => p.Add(x => x.Snapshot, first with { AsOf = first.AsOf.AddMilliseconds(250) }));
        Assert.Equal(1, drawn);

        panel.Render(p => p.Add(x => x.Snapshot, first with { AsOf = first.AsOf.AddSeconds(1) }));
        panel.Render(p => p.Add(x => x.Part, first.Channels));
        Assert.Equal(3, drawn);
    }

    [Fact]
    public void Parts_BeforeTheFirstFigures_Wait()
    {
        Assert.NotNull(Render<LiveFunnel>(waiting: PanelState.Loading, isWaiting: true).Find(".skeleton"));
        Assert.Equal("no database", Render<ActivityStream>(waiting: PanelState.Failed("no database", "e_1"), isWaiting: true)
            .Find(".failure p").TextContent);
    }

    [Fact]
    public void Parts_NobodyThere_SayWhatWillBeHere()
    {
        var empty = LiveSamples.Snapshot with
        {
            FunnelToday = new(0, 0, 0, 0, 0, 0, 0, 0, 0),
            Countries = [],
            Channels = [],
            Pages = [],
            ProductsByRevenue = [],
            Activity = new([], false),
        };

        Assert.NotNull(Render<LiveFunnel>(empty).Find(".empty"));
        Assert.NotNull(Render<WhereTheyAre>(empty).Find(".empty"));
        Assert.NotNull(Render<ActivityStream>(empty).Find(".empty"));
        Assert.NotNull(Render<PagesNow>(empty).Find(".empty"));
        Assert.NotNull(Render<ProductsToday>(empty).Find(".empty"));
        Assert.NotNull(Render<ChannelsNow>(empty).Find(".empty"));
    }

    private IRenderedComponent<T> Render<T>(
        LiveSnapshot? snapshot = null, decimal? goal = null, PanelState? waiting = null, bool isWaiting = false)
        where T : IComponent => Render<T>(p =>
        {
            p.TryAdd("Snapshot", isWaiting ? null : snapshot ?? LiveSamples.Snapshot);
            p.TryAdd("Clock", Clock);
            p.TryAdd("Waiting", waiting ?? PanelState.Ready);
            p.AddCascadingValue(LiveSamples.Store with { DailyRevenueGoal = goal });
        });

    private static void Show<T>(IRenderedComponent<T> part, LiveSnapshot snapshot)
        where T : IComponent => part.Render(p => p.TryAdd("Snapshot", snapshot));

    private static string Text(IElement element) =>
        string.Join(' ', element.Descendants<IText>().Select(t => t.Data.Trim()).Where(t => t.Length > 0));
}
