using System.Diagnostics;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Tenancy;
using Portal.Testing.Circuits;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Xunit;

namespace Portal.Tests.Circuits;

/// <summary>Circuits are held open over each kind of change of what their person may do, and follow it by themselves.</summary>
public sealed class HeldCircuitTests(PortalApp portal) : IClassFixture<PortalApp>
{
    private const string Gone = "There is no such page";
    private const string Refused = "Your role may not open this page";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Removed_OpenPage_IsReplacedAndStaysSo()
    {
        await using var held = await OpenAsync(StoreRole.Analyst, PortalUrls.Live, "Active visitors");

        await held.FollowsAsync(() => held.ChangeAsync(role: null), Gone);
        await held.Circuit.GoAsync(PortalUrls.Orders(held.Store.Slug));
        await Task.Delay(1000, Cancel);

        Assert.Contains(Gone, held.Circuit.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(held.Store.Name, held.Circuit.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Removed_ThenInvitedAgain_IsThereAgain()
    {
        await using var held = await OpenAsync(StoreRole.Analyst, PortalUrls.Live, "Active visitors");
        await held.FollowsAsync(() => held.ChangeAsync(role: null), Gone);

        await using (var context = portal.Db.ForTenant(held.Store.TenantId))
        {
            context.Add(new Membership
            {
                TenantId = held.Store.TenantId,
                UserId = held.Person,
                Role = StoreRole.Viewer,
                CreatedAt = DateTimeOffset.UtcNow
            });
            await context.SaveChangesAsync(Cancel);
        }

        await held.Circuit.UntilAsync("Active visitors", Cancel);
    }

    [Fact]
    public async Task RoleLowered_ButtonsFollow()
    {
        await using var held = await OpenAsync(StoreRole.Manager, PortalUrls.Team, "Invite someone");

        await held.FollowsAsync(() => held.ChangeAsync(StoreRole.Viewer),
            text => !text.Contains("Invite someone", StringComparison.Ordinal));

        Assert.Contains("Who works in the store", held.Circuit.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RoleLowered_PageAboveIt_IsTakenAway()
    {
        await using var held = await OpenAsync(StoreRole.Manager, PortalUrls.ApiTokens, "Create a token");

        await held.FollowsAsync(() => held.ChangeAsync(StoreRole.Viewer), Refused);

        Assert.DoesNotContain("Create a token", held.Circuit.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RoleRaised_RefusedPage_IsShown()
    {
        await using var held = await OpenAsync(StoreRole.Viewer, PortalUrls.Settings, "Sites and keys");
        await held.Circuit.GoAsync(PortalUrls.ApiTokens(held.Store.Slug));
        await held.Circuit.UntilAsync(Refused, Cancel);

        await held.FollowsAsync(() => held.ChangeAsync(StoreRole.Manager), "Create a token");
    }

    [Fact]
    public async Task RoleLowered_PersonalData_IsSeenNoMore()
    {
        await using var held = await OpenAsync(StoreRole.Support, PortalUrls.Orders, "Orders");
        await portal.Services.GetRequiredService<Portal.Infrastructure.Orders.OrderWriter>().WriteAsync(
            held.Store.TenantId, Portal.Domain.Orders.OrderSource.Api,
            new([new("o-1", DateTimeOffset.UtcNow, DateTimeOffset.UtcNow, "IDR",
                [new(1, "TEA", "Green tea", 2, 15)]) { Customer = new("c-1", "anna@berg.example", "Anna", "Berg") }]), Cancel);
        await held.Circuit.UntilAsync("Anna", Cancel);

        await held.FollowsAsync(() => held.ChangeAsync(StoreRole.Viewer), text => !text.Contains("Anna", StringComparison.Ordinal));

        await held.Circuit.UntilAsync("#o-1", Cancel);
        Assert.DoesNotContain("Anna", held.Circuit.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Suspended_ThenResumed_PageGoesAndComes()
    {
        await using var held = await OpenAsync(StoreRole.Owner, PortalUrls.Live, "Active visitors");
        var suspend = portal.Services.GetRequiredService<SuspendStore>();

        await held.FollowsAsync(() => suspend.RunAsync(held.Store.TenantId, suspended: true, Cancel), Gone);
        await held.FollowsAsync(() => suspend.RunAsync(held.Store.TenantId, suspended: false, Cancel), "Active visitors");
    }

    [Fact]
    public async Task SessionEndedElsewhere_LeadsToSignIn()
    {
        await using var held = await OpenAsync(StoreRole.Viewer, PortalUrls.Live, "Active visitors");
        var sessions = portal.Services.GetRequiredService<UserSessions>();
        var own = (await sessions.ListAsync(held.Person, Cancel)).Single();

        await held.LeavesAsync(() => sessions.RevokeAsync(held.Person, own.Id, Cancel));
    }

    [Fact]
    public async Task AllOthersSignedOut_LeadsThemToSignInAndKeepsThisOne()
    {
        await using var held = await OpenAsync(StoreRole.Viewer, PortalUrls.Live, "Active visitors");
        using var second = await portal.SignedInAsync(held.Email);
        await using var sessions = await second.OpenCircuitAsync(PortalUrls.Sessions, Cancel);
        await sessions.UntilAsync("Sign out all others", Cancel);

        await held.LeavesAsync(async () =>
        {
            await sessions.PressAsync("button", "Sign out all others");
            await sessions.UntilAsync("other sessions of your account", Cancel);
            await sessions.PressAsync("button", "Sign out 1");
        });

        Assert.Empty(sessions.Navigations);
        Assert.Contains("Sign-in sessions", sessions.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignedOutInAnotherTab_LeadsToSignIn()
    {
        await using var held = await OpenAsync(StoreRole.Viewer, PortalUrls.Live, "Active visitors");

        await held.LeavesAsync(async () =>
        {
            await held.Browser.OpenAsync(PortalUrls.Sessions);
            await held.Browser.SubmitAsync(PortalUrls.SignOut);
        });
    }

    [Fact]
    public async Task PasswordReset_LeadsToSignIn()
    {
        await using var held = await OpenAsync(StoreRole.Viewer, PortalUrls.Live, "Active visitors");

        await held.LeavesAsync(async () =>
        {
            await using var scope = portal.Services.CreateAsyncScope();
            var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
            var token = await users.GeneratePasswordResetTokenAsync((await users.FindByIdAsync(held.Person.ToString()))!);
            var result = await scope.ServiceProvider.GetRequiredService<ResetPassword>()
                .RunAsync(held.Person, token, "another correct horse battery");
            Assert.IsType<ResetPasswordResult.Changed>(result);
        });
    }

    [Fact]
    public async Task AdministratorNoMore_PlatformPage_IsTakenAway()
    {
        var administrator = await portal.PersonAsync("admin@held.example", administrator: true);
        using var browser = await portal.SignedInAsync("admin@held.example");
        await using var circuit = await browser.OpenCircuitAsync(PortalUrls.Platform, Cancel);
        await circuit.UntilAsync("Every store of this installation", Cancel);

        await using (var context = portal.Db.ForPlatform())
        {
            (await context.Users.FindAsync([administrator], Cancel))!.IsAdministrator = false;
            await context.SaveChangesAsync(Cancel);
        }

        await circuit.UntilAsync(Refused, Cancel);
        await browser.OpenAsync(PortalUrls.Platform);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, browser.Status);
    }

    [Fact]
    public async Task OthersChanged_OpenPage_StaysAsItIs()
    {
        await using var held = await OpenAsync(StoreRole.Owner, PortalUrls.Team, "Invite someone");
        var other = await portal.PersonAsync("other@held.example", held.Store.TenantId);
        await held.Circuit.PressAsync("button", "Invite someone");
        await held.Circuit.UntilAsync(screen => screen.Find("dialog", "Send the invitation").Any(), "the dialog is open",
            cancellationToken: Cancel);
        var dialog = held.Circuit.Look(screen => screen.Find("dialog", "Send the invitation").Single());

        await portal.Services.GetRequiredService<ChangeRole>().RunAsync(held.Store.TenantId, held.Person, other, StoreRole.Support, Cancel);
        await portal.Services.GetRequiredService<UpdateStoreProfile>()
            .RunAsync(held.Store.TenantId, new("Renamed", "Asia/Jakarta", "ID", null), Cancel);
        await held.Circuit.UntilAsync("Renamed", Cancel);

        Assert.Same(dialog, held.Circuit.Look(screen => screen.Find("dialog", "Send the invitation").Single()));
    }

    [Fact]
    public async Task NoticeLost_RightIsLostWithinTwentySeconds()
    {
        await using var held = await OpenAsync(StoreRole.Viewer, PortalUrls.Live, "Active visitors");
        await portal.Database.ExecuteAsync("delete from memberships where tenant_id = $1 and user_id = $2", held.Store.TenantId,
            held.Person);

        await held.Circuit.UntilAsync(screen => screen.Text.Contains(Gone, StringComparison.Ordinal), "the page is gone",
            TimeSpan.FromSeconds(25), Cancel);
    }

    [Fact]
    public async Task NoticeLost_NextPage_IsAskedForAnew()
    {
        await using var held = await OpenAsync(StoreRole.Viewer, PortalUrls.Live, "Active visitors");
        await portal.Database.ExecuteAsync("delete from memberships where tenant_id = $1 and user_id = $2", held.Store.TenantId,
            held.Person);

        await held.FollowsAsync(() => held.Circuit.GoAsync(PortalUrls.Orders(held.Store.Slug)), Gone);
    }

    [Fact]
    public async Task NoticeLost_ChangeThroughTheOpenPage_IsRefused()
    {
        await using var held = await OpenAsync(StoreRole.Owner, PortalUrls.Team, "Invite someone");
        var other = await portal.PersonAsync("lowered@held.example", held.Store.TenantId, StoreRole.Manager);
        await held.Circuit.GoAsync(PortalUrls.Team(held.Store.Slug) + "?q=lowered");
        await held.Circuit.UntilAsync(screen => screen.All().Any(IsRoleChoice), "the member's role can be chosen",
            cancellationToken: Cancel);

        await portal.Database.ExecuteAsync("update user_sessions set revoked_at = now() where user_id = $1", held.Person);
        await held.LeavesAsync(() => held.Circuit.RaiseAsync("onchange", IsRoleChoice, new() { ["value"] = "Viewer" }));

        Assert.Equal("manager", await portal.Database.ScalarAsync<string>("select role from memberships where user_id = $1", other));

        static bool IsRoleChoice(ScreenNode node) =>
            node.Name == "select" && node.Attributes.GetValueOrDefault("aria-label")?.Contains("lowered@",
                StringComparison.Ordinal) == true;
    }

    [Fact]
    public async Task ConnectedAgain_ByAnotherPerson_ShowsNothingMore()
    {
        await using var held = await OpenAsync(StoreRole.Viewer, PortalUrls.Live, "Active visitors");
        await portal.StoreAsync("Stranger of " + held.Store.Slug, $"stranger@{held.Store.Slug}.example");
        using var stranger = await portal.SignedInAsync($"stranger@{held.Store.Slug}.example");
        await using var other = await stranger.ConnectCircuitAsync(Cancel);

        Assert.Equal(true, await other.AskAsync("ConnectCircuit", [held.Circuit.Secret], Cancel));
        await other.UntilNavigatedAsync(PortalUrls.SignIn, Cancel);
        await Task.Delay(1000, Cancel); // the page is emptied
        var shown = other.Batches;
        await Task.Delay(3000, Cancel);

        Assert.Equal(shown, other.Batches);
    }

    private async Task<Held> OpenAsync(StoreRole role, Func<string, string> page, string shows)
    {
        var name = $"Held {Guid.NewGuid():N}"[..20];
        var store = await portal.StoreAsync(name, $"owner-{Guid.NewGuid():N}@held.example");
        var email = $"member-{Guid.NewGuid():N}@held.example";
        var person = await portal.PersonAsync(email, store.TenantId, role);
        var browser = await portal.SignedInAsync(email);
        var circuit = await browser.OpenCircuitAsync(page(store.Slug), Cancel);
        await circuit.UntilAsync(shows, Cancel);
        return new(portal, store, person, email, browser, circuit);
    }

    private sealed record Held(
        PortalApp Portal, ProvisionStoreResult.Provisioned Store, Guid Person, string Email, PortalBrowser Browser, TestCircuit Circuit)
            : IAsyncDisposable
    {
        public Task<TeamResult> ChangeAsync(StoreRole? role) =>
            Portal.Services.GetRequiredService<ChangeRole>().RunAsync(Store.TenantId, Store.OwnerId!.Value, Person, role, Cancel);

        public Task FollowsAsync(Func<Task> change, string words) =>
            FollowsAsync(change, text => text.Contains(words, StringComparison.Ordinal));

        public async Task FollowsAsync(Func<Task> change, Func<string, bool> condition)
        {
            await change();
            var changed = Stopwatch.GetTimestamp();
            await Circuit.UntilAsync(screen => condition(screen.Text), "the page follows", cancellationToken: Cancel);
            Assert.InRange(Stopwatch.GetElapsedTime(changed), TimeSpan.Zero, Soon);
        }

        public async Task LeavesAsync(Func<Task> change)
        {
            await change();
            var changed = Stopwatch.GetTimestamp();
            await Circuit.UntilNavigatedAsync(PortalUrls.SignIn, Cancel);
            Assert.InRange(Stopwatch.GetElapsedTime(changed), TimeSpan.Zero, Soon);
            await Circuit.UntilAsync(screen => !screen.Text.Contains(Store.Name, StringComparison.Ordinal), "the page is gone",
                cancellationToken: Cancel);
            Assert.DoesNotContain("Active visitors", Circuit.Text, StringComparison.Ordinal);
        }

        public async ValueTask DisposeAsync()
        {
            await Circuit.DisposeAsync();
            Browser.Dispose();
        }
    }
}
