using System.Globalization;
using Portal.Testing.Events;
using Xunit;

namespace Portal.EndToEnd.Tracker;

public sealed class VitalsTests(BrowserFixture browser)
{
    // A picture of text that comes late and pushes what is below it down, and a button that is slow to answer.
    private const string ShiftingPage = """
        <div id="late"></div><p style="font-size:40px">What every visitor sees first in this shop, in large letters</p>
        <button id="slow">Add to cart</button><a id="next" href="/next">Next</a>
        <script>
          setTimeout(() => { document.getElementById("late").style.height = "200px"; }, 150);
          document.getElementById("slow").addEventListener("click", () => { const end = performance.now() + 120; while (performance.now() < end); });
        </script>
        """;

    [Fact]
    public async Task Leave_APageThatShiftsAndAnswers_SendsWhatWasMeasuredOfThePageLoaded()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        visit.Api.Settings = new { webVitals = true };
        visit.Shop.Body = ShiftingPage;
        await visit.GotoAsync("/tea?colour=green");
        await MeasuringAsync(visit);
        await visit.Page.WaitForTimeoutAsync(700);
        await visit.Page.ClickAsync("#slow");
        await visit.Page.WaitForTimeoutAsync(300);
        await visit.RunAsync("history.pushState({}, '', '/moved')");

        await visit.GotoAsync("/next");

        var measured = await visit.Api.WaitForAsync(message => message.Event == "Web Vitals");
        Assert.Equal("track", measured.Type);
        Assert.Equal(("/tea", "?colour=green"), (measured.Text("context.page.path"), measured.Text("context.page.search")));
        Assert.Equal(visit.Shop.Origin + "/tea?colour=green", measured.Text("context.page.url"));
        Assert.InRange(Number(measured, "ttfb"), 0, 10_000);
        Assert.InRange(Number(measured, "fcp"), Number(measured, "ttfb"), 20_000);
        Assert.InRange(Number(measured, "lcp"), Number(measured, "fcp"), 20_000);
        Assert.InRange(Number(measured, "inp"), 100, 5_000);
        Assert.InRange(Number(measured, "cls"), 0.01m, 1);
        Assert.All(["ttfb", "fcp", "lcp", "inp"], name => Assert.Equal(0, Number(measured, name) % 1));
        Assert.Equal(Number(measured, "cls"), Math.Round(Number(measured, "cls"), 4));
        Assert.Single(visit.Api.Kept, message => message.Event == "Web Vitals");
        Assert.Empty(visit.PageErrors);
    }

    [Fact]
    public async Task Hide_TwiceOnOnePage_IsToldOnce()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        visit.Api.Settings = new { webVitals = true };
        await visit.GotoAsync("/");
        await MeasuringAsync(visit);

        await HideAsync(visit);
        await visit.Api.WaitForAsync(message => message.Event == "Web Vitals");
        await HideAsync(visit);
        await visit.RunAsync("await intellishop.track('Later')");
        await visit.Api.WaitForAsync(message => message.Event == "Later");

        Assert.Single(visit.Api.Kept, message => message.Event == "Web Vitals");
    }

    [Fact]
    public async Task Leave_OptionOff_MeasuresAndLoadsNothing()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        var asked = 0;
        visit.Page.Request += (_, request) => asked += request.Url.EndsWith("/vitals.js", StringComparison.Ordinal) ? 1 : 0;
        visit.Shop.Body = ShiftingPage;
        await visit.GotoAsync("/");
        await visit.Api.WaitForAsync(message => message.Type == "page");
        await visit.Page.WaitForTimeoutAsync(500);

        await visit.GotoAsync("/next");
        await visit.Api.WaitForAsync(message => message.Type == "page" && message.Text("context.page.path") == "/next");

        Assert.Equal(0, asked);
        Assert.DoesNotContain("Web Vitals", visit.Names);
    }

    [Fact]
    public async Task Leave_ConsentRefused_SendsNothing()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        visit.Api.Settings = new { webVitals = true, consentRequired = true };
        await visit.GotoAsync("/");
        await visit.RunAsync("await intellishop.consent('denied')");
        await visit.Page.WaitForTimeoutAsync(500);

        await visit.GotoAsync("/next");
        await visit.Page.WaitForTimeoutAsync(700);

        Assert.Empty(visit.Api.Kept);
        Assert.Empty(visit.PageErrors);
    }

    [Fact]
    public async Task Leave_ScriptOutOfReach_StillSendsPages()
    {
        await using var visit = await TrackedShop.OpenAsync(browser);
        visit.Api.Settings = new { webVitals = true };
        await visit.Context.RouteAsync("**/vitals.js", route => route.AbortAsync());

        await visit.GotoAsync("/");
        await visit.Api.WaitForAsync(message => message.Type == "page");
        await visit.Page.WaitForTimeoutAsync(300);

        Assert.Empty(visit.PageErrors);
    }

    // The measuring script has come and run.
    private static async Task MeasuringAsync(TrackedShop visit)
    {
        await visit.Page.WaitForFunctionAsync(
            "() => performance.getEntriesByType('resource').some(entry => entry.name.endsWith('/vitals.js'))");
        await visit.Page.WaitForTimeoutAsync(200);
    }

    // Headless pages are always visible, so the page is told otherwise.
    private static Task HideAsync(TrackedShop visit) => visit.RunAsync("""
        Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
        document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
        delete document.visibilityState;
        """);

    private static decimal Number(RecordedMessage message, string name) =>
        decimal.Parse(message.Text("properties." + name) ?? throw new InvalidOperationException($"{name} is missing."), NumberStyles.Float,
            CultureInfo.InvariantCulture);
}
