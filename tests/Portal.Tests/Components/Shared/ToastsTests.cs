using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Components.Shared;
using Xunit;

namespace Portal.Tests.Components.Shared;

public sealed class ToastsTests : ComponentTest
{
    [Fact]
    public void Show_Success_IsAnnouncedPolitely()
    {
        var (host, toasts) = RenderHost();

        toasts.Success("2 orders marked as shipped", "Customers get their e-mail in 5 minutes");

        host.WaitForAssertion(() => Assert.Contains("2 orders", host.Find("[aria-live=polite]").TextContent, StringComparison.Ordinal));
        Assert.Empty(host.Find("[aria-live=assertive]").QuerySelectorAll(".toast"));
    }

    [Fact]
    public void Show_Failure_IsAnnouncedAtOnce()
    {
        var (host, toasts) = RenderHost();

        toasts.Failure("Refund was not made");

        host.WaitForAssertion(() => Assert.Contains("Refund was not made", host.Find("[aria-live=assertive]").TextContent,
            StringComparison.Ordinal));
    }

    [Fact]
    public async Task Action_Pressed_RunsItAndCloses()
    {
        var undone = 0;
        var (host, toasts) = RenderHost();
        toasts.Show(new Toast(Severity.Success, "Shipped", Action: "Undo", OnAction: () => Task.FromResult(undone++)));
        host.WaitForElement(".toast .link-btn");

        await host.PressAsync(".toast .link-btn");

        Assert.Equal(1, undone);
        Assert.Empty(host.FindAll(".toast"));
    }

    [Fact]
    public async Task Close_Pressed_Closes()
    {
        var (host, toasts) = RenderHost();
        toasts.Failure("Refund was not made");
        host.WaitForElement(".toast");

        await host.PressAsync(".toast .icon-btn");

        Assert.Empty(host.FindAll(".toast"));
    }

    private (IRenderedComponent<ToastHost> Host, Toasts Toasts) RenderHost() =>
        (Render<ToastHost>(), Services.GetRequiredService<Toasts>());
}
