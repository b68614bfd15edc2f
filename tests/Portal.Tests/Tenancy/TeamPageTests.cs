using Bunit;
using Portal.Domain.Tenancy;
using Portal.Features.Tenancy;
using Portal.Infrastructure.Tenancy;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.Tests.Tenancy;

public sealed class TeamPageTests(PortalApp app) : SettingsTest(app), IClassFixture<PortalApp>
{
    [Fact]
    public async Task Render_AsViewer_ShowsTheTeamWithoutControls()
    {
        var page = await OpenAsync(StoreRole.Viewer);

        Assert.Equal(2, page.FindAll("table.as-cards tbody tr").Count);
        Assert.Empty(page.FindAll("tbody select"));
        Assert.DoesNotContain("Invite someone", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Open invitations", page.Markup, StringComparison.Ordinal);
        Assert.Equal(["Leave"], page.FindAll("table.as-cards tbody button").Select(button => button.TextContent));
    }

    [Fact]
    public async Task Render_AsManager_LeavesOwnersAlone()
    {
        var page = await OpenAsync(StoreRole.Manager);

        var owner = page.FindAll("tbody tr").Single(row => row.TextContent.Contains("Oni Owner", StringComparison.Ordinal));
        Assert.Null(owner.QuerySelector("select"));
        Assert.Null(owner.QuerySelector("button"));
        Assert.DoesNotContain(page.FindAll("tbody select option"), option => option.TextContent == "Owner");
    }

    [Fact]
    public async Task Render_OneOwner_CannotBeDemotedOrRemoved()
    {
        var store = await EnterAsync(StoreRole.Owner);
        var other = (await Get<TeamQueries>().MembersAsync(store.TenantId, Cancel)).Single(member => member.UserId != Me);
        await Get<ChangeRole>().RunAsync(store.TenantId, Me, other.UserId, StoreRole.Support, Cancel);

        var page = Open(store);

        var mine = page.FindAll("tbody tr").Single(row => row.TextContent.Contains("Mia Member", StringComparison.Ordinal));
        Assert.Contains("Only owner", mine.TextContent, StringComparison.Ordinal);
        Assert.Null(mine.QuerySelector("select"));
    }

    [Fact]
    public async Task ChangeRole_Chosen_IsKeptAndSaid()
    {
        var store = await EnterAsync(StoreRole.Owner);
        var helper = await AddMemberAsync(store.TenantId, "Hana Helper", StoreRole.Viewer);
        var page = Open(store);

        await page.Find("select[aria-label='Role of Hana Helper']").ChangeAsync("Analyst");

        page.WaitForAssertion(() => Assert.Contains("Hana Helper is now analyst", Said, StringComparison.Ordinal));
        Assert.Equal(StoreRole.Analyst, (await Get<TeamQueries>().MembersAsync(store.TenantId, Cancel))
            .Single(member => member.UserId == helper).Role);
    }

    [Fact]
    public async Task Remove_Cancelled_KeepsTheMember()
    {
        var store = await EnterAsync(StoreRole.Owner);
        await AddMemberAsync(store.TenantId, "Hana Helper", StoreRole.Viewer);
        var page = Open(store);

        await AnswerAsync(() => page.PressAsync("button[aria-label='Remove Hana Helper']"), confirm: false);

        Assert.Equal(3, (await Get<TeamQueries>().MembersAsync(store.TenantId, Cancel)).Count);
    }

    [Fact]
    public async Task Invite_WrongAddress_SaysSoBesideTheFieldAndKeepsTheDialog()
    {
        var page = await OpenAsync(StoreRole.Manager);
        await page.PressAsync("button", "Invite someone");

        await page.Find("#email").ChangeAsync("nobody");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal("true", page.Find("#email").GetAttribute("aria-invalid")));
        Assert.Contains("Enter an e-mail address", page.Find(".error").TextContent, StringComparison.Ordinal);
    }

    private async Task<IRenderedComponent<TeamPage>> OpenAsync(StoreRole role) => Open(await EnterAsync(role));

    private IRenderedComponent<TeamPage> Open(CurrentStore store)
    {
        var page = Render<TeamPage>(parameters => parameters.Add(shown => shown.Current, store).Add(shown => shown.Store, store.Slug));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("table.as-cards tbody tr")));
        return page;
    }
}
