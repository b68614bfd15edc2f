using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Components.Shared;
using Xunit;

namespace Portal.Tests.Components.Shared;

public sealed class ConfirmDialogTests : ComponentTest
{
    private static readonly Confirmation Refund =
        new("Refund order #KK-10482", "Rp 261,000 goes back. 2 units return to stock.", "Refund Rp 261,000", "Cannot be undone");

    [Fact]
    public async Task Ask_ActionPressed_AnswersTrueAndCloses()
    {
        var (host, answer) = await AskAsync();

        await host.PressAsync(".btn.danger");

        Assert.True(await answer);
        Assert.Empty(host.FindAll("dialog"));
    }

    [Fact]
    public async Task Ask_Cancelled_AnswersFalse()
    {
        var (host, answer) = await AskAsync();

        await host.PressAsync(".btn.default");

        Assert.False(await answer);
    }

    [Fact]
    public async Task Ask_Escape_AnswersFalse()
    {
        var (host, answer) = await AskAsync();

        await host.Find("dialog").TriggerEventAsync("oncancel", EventArgs.Empty);

        Assert.False(await answer);
    }

    [Fact]
    public async Task Ask_SaysWhatAndHowMany()
    {
        var (host, _) = await AskAsync();

        var dialog = host.Find("dialog");

        Assert.Equal(Refund.Title, dialog.QuerySelector("#" + dialog.GetAttribute("aria-labelledby"))!.TextContent);
        Assert.Contains(Refund.Body, dialog.TextContent, StringComparison.Ordinal);
        Assert.Contains("Cannot be undone", dialog.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_AnotherQuestionOpen_AnswersTheFirstFalse()
    {
        var (_, first) = await AskAsync();

        _ = Services.GetRequiredService<ConfirmDialog>().AskAsync(Refund);

        Assert.False(await first);
    }

    private async Task<(IRenderedComponent<ConfirmDialogHost> Host, Task<bool> Answer)> AskAsync()
    {
        var host = Render<ConfirmDialogHost>();
        var answer = Services.GetRequiredService<ConfirmDialog>().AskAsync(Refund);
        await host.WaitForElementAsync("dialog");
        return (host, answer);
    }
}
