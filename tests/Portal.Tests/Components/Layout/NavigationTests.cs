using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using Portal.Components.Layout;
using Portal.Domain.Tenancy;
using Portal.Features.Live;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Identity;
using Xunit;

namespace Portal.Tests.Components.Layout;

public sealed class NavigationTests : ComponentTest
{
    private static readonly string[] ManagersOnly = ["Store", "API tokens"];

    [Theory]
    [InlineData(StoreRole.Viewer, false)]
    [InlineData(StoreRole.Manager, true)]
    public void Pages_ARoleMayNotOpen_AreHiddenEverywhere(StoreRole role, bool shown)
    {
        this.AddAuthorization().SetAuthorized("Mia");
        ComponentFactories.AddStub<LiveCount>();
        var store = new CurrentStore(Guid.NewGuid(), "shop", "Shop", "EUR", "Europe/Berlin", "DE", role);
        Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().NavigateTo(PortalUrls.Settings("shop"));

        var children = Render<SideNavigation>(parameters => parameters.AddCascadingValue(store)).FindAll(".child")
            .Select(link => link.TextContent).ToList();
        var palette = Render<CommandPalette>(parameters => parameters.AddCascadingValue(store)).FindAll("a")
            .Select(link => link.TextContent).ToList();

        Assert.Contains("Team", children);
        Assert.All(ManagersOnly, name => Assert.Equal(shown, children.Contains(name)));
        Assert.All(ManagersOnly, name => Assert.Equal(shown, palette.Contains(name + "Settings")));
        Assert.DoesNotContain("Platform", palette);
    }

    [Fact]
    public void Platform_Administrator_IsOfferedInsideAndOutsideOfStores()
    {
        this.AddAuthorization().SetAuthorized("Ada").SetClaims(new Claim(PortalClaims.Administrator, "true"));

        Assert.Equal(["Platform"], Render<SideNavigation>().FindAll(".nav-section").Select(entry => entry.TextContent.Trim()));
        Assert.Contains("Platform", Render<ProfileMenu>(parameters => parameters.Add(menu => menu.Person,
            new SignedInPerson("Ada", "ada@example.com", []))).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Platform_AnyoneElse_IsNotOffered()
    {
        this.AddAuthorization().SetAuthorized("Mia");

        Assert.Empty(Render<SideNavigation>().FindAll(".nav-section"));
        Assert.DoesNotContain("Platform", Render<ProfileMenu>(parameters => parameters.Add(menu => menu.Person,
            new SignedInPerson("Mia", "mia@example.com", []))).Markup, StringComparison.Ordinal);
    }
}
