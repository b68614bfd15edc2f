using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Tenancy;
using Portal.Testing;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Xunit;

namespace Portal.Tests.Demo;

public sealed class DemoGuestTests(DemoGuestTests.DemoApp app) : IClassFixture<DemoGuestTests.DemoApp>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Enter_TwoGuests_AreTwoPeopleWhoSeeNothingOfEachOther()
    {
        using var first = await EnterAsync();
        using var second = await EnterAsync();

        await first.OpenAsync(PortalUrls.Sessions);
        var sessions = first.Status;
        await first.OpenAsync(PortalUrls.Team("demo"));

        Assert.Equal(HttpStatusCode.NotFound, sessions);
        Assert.Equal(HttpStatusCode.OK, first.Status);
        Assert.DoesNotContain("Demo guest", first.Page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.True(await app.Database.ScalarAsync<long>("select count(*) from users where is_guest") >= 2);
    }

    [Fact]
    public async Task Enter_SameBrowserAgain_StaysTheSameGuest()
    {
        using var guest = await EnterAsync();
        var before = await app.Database.ScalarAsync<long>("select count(*) from users where is_guest");

        await guest.OpenAsync(PortalUrls.SignIn);
        await guest.SubmitAsync(PortalUrls.Demo);

        Assert.Equal("/s/demo", guest.Path);
        Assert.Equal(before, await app.Database.ScalarAsync<long>("select count(*) from users where is_guest"));
    }

    [Fact]
    public async Task NewStore_AsGuest_AsksForAnAccountOfHerOwn()
    {
        using var guest = await EnterAsync();
        await guest.OpenAsync(PortalUrls.NewStore);

        await guest.SubmitAsync("new-store", ("Name", "Taken over"), ("Country", "ID"), ("Currency", "IDR"), ("TimeZone", "Asia/Jakarta"));

        Assert.Contains("Enter an e-mail address", guest.Text, StringComparison.Ordinal);
        Assert.Equal(0, await app.Database.ScalarAsync<long>("select count(*) from tenants where name = 'Taken over'"));
    }

    [Fact]
    public async Task Invite_AsGuest_SendsNoMail()
    {
        var (guest, tenantId) = await GuestAsync();
        await using var scope = app.Services.CreateAsyncScope();

        var result = await scope.ServiceProvider.GetRequiredService<InviteMember>()
            .RunAsync(tenantId, guest, "victim@elsewhere.example", StoreRole.Viewer, Cancel);

        Assert.IsType<TeamResult.Forbidden>(result);
        Assert.Equal(0, await app.Database.ScalarAsync<long>(
            "select count(*) from mail_outbox where recipient = 'victim@elsewhere.example'"));
    }

    [Fact]
    public async Task Prune_AfterTwoDaysWithoutAVisit_DeletesTheGuestAndHerMembership()
    {
        var (guest, _) = await GuestAsync();
        var (kept, _) = await GuestAsync();
        await using var scope = app.Services.CreateAsyncScope();
        var later = new MovableClock(DateTimeOffset.UtcNow + DemoGuest.Lifetime + TimeSpan.FromHours(1));
        await app.Database.ExecuteAsync(
            "insert into user_sessions (id, user_id, created_at, last_seen_at) values (gen_random_uuid(), $1, now(), $2)", kept,
            later.GetUtcNow());

        await new DemoGuest(app.Db, scope.ServiceProvider.GetRequiredService<PersonRegistration>(), later).PruneAsync(Cancel);

        Assert.Equal(0, await app.Database.ScalarAsync<long>(
            "select (select count(*) from users where id = $1) + (select count(*) from memberships where user_id = $1)", guest));
        Assert.Equal(1, await app.Database.ScalarAsync<long>("select count(*) from users where id = $1", kept));
    }

    private async Task<PortalBrowser> EnterAsync()
    {
        var browser = app.Browser();
        await browser.OpenAsync(PortalUrls.SignIn);
        await browser.SubmitAsync(PortalUrls.Demo);
        Assert.Equal("/s/demo", browser.Path);
        return browser;
    }

    private async Task<(Guid Guest, Guid TenantId)> GuestAsync()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var guest = (await scope.ServiceProvider.GetRequiredService<DemoGuest>().EnterAsync(Cancel))!.Value.Guest.Id;
        return (guest, await app.Database.ScalarAsync<Guid>("select tenant_id from memberships where user_id = $1", guest));
    }

    public sealed class DemoApp : PortalApp
    {
        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            await this.StoreAsync("Demo", "owner@demo.example", isDemo: true);
        }
    }
}
