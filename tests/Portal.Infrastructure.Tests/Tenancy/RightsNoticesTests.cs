using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Tenancy;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.Infrastructure.Tests.Tenancy;

/// <summary>Each change of rights is told to every node once it is committed, and what changes none is not.</summary>
public sealed class RightsNoticesTests(TwoStores stores) : IClassFixture<TwoStores>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Role_ChangedOrTaken_IsTold()
    {
        var member = await stores.MemberAsync(stores.Mine.Id, StoreRole.Viewer);
        await using var node = await StartAsync();
        var change = new ChangeRole(stores.Db);

        await change.RunAsync(stores.Mine.Id, stores.Mine.Owner, member, StoreRole.Support, Cancel);
        await node.HearAsync(change => change.UserId == member, 1);
        await change.RunAsync(stores.Mine.Id, stores.Mine.Owner, member, role: null, Cancel);
        await node.HearAsync(change => change.UserId == member, 2);
    }

    [Fact]
    public async Task Store_SuspendedOrRenamed_IsTold()
    {
        await using var node = await StartAsync();
        var suspend = new SuspendStore(stores.Db, TimeProvider.System);

        await suspend.RunAsync(stores.Theirs.Id, suspended: true, Cancel);
        await node.HearAsync(change => change.TenantId == stores.Theirs.Id, 1);
        await suspend.RunAsync(stores.Theirs.Id, suspended: false, Cancel);
        await node.HearAsync(change => change.TenantId == stores.Theirs.Id, 2);
        await new UpdateStoreProfile(stores.Db).RunAsync(stores.Theirs.Id, new("Theirs now", "Europe/Berlin", "DE", null), Cancel);
        await node.HearAsync(change => change.TenantId == stores.Theirs.Id, 3);
    }

    [Fact]
    public async Task Session_Ended_IsTold()
    {
        var member = await stores.MemberAsync(stores.Mine.Id, StoreRole.Viewer);
        var (one, _) = (await stores.SignInAsync(member), await stores.SignInAsync(member));
        await using var node = await StartAsync();

        Assert.True(await stores.Sessions.RevokeAsync(member, Guid.Parse(one.FindFirst("sid")!.Value), Cancel));
        await node.HearAsync(change => change.UserId == member, 1);
        Assert.Equal(1, await stores.Sessions.RevokeOthersAsync(member, kept: null, Cancel));
        await node.HearAsync(change => change.UserId == member, 2);
    }

    [Fact]
    public async Task Account_OtherSecretsOrMark_IsToldButFailedTriesAreNot()
    {
        var member = await stores.MemberAsync(stores.Mine.Id, StoreRole.Viewer);
        await using var node = await StartAsync();

        await ChangeAsync(member, user => user.AccessFailedCount = 3);
        await ChangeAsync(member, user => user.SecurityStamp = "another");
        await node.HearAsync(change => change.UserId == member, 1);
        await ChangeAsync(member, user => user.IsAdministrator = true);
        await node.HearAsync(change => change.UserId == member, 2);
    }

    [Fact]
    public async Task Session_EndedOnAnotherNode_IsNotBelievedHere()
    {
        var member = await stores.MemberAsync(stores.Mine.Id, StoreRole.Viewer);
        var person = await stores.SignInAsync(member);
        await using var node = await StartAsync();
        Assert.NotNull(await stores.Sessions.FindAsync(person, Cancel));

        await stores.Database.ExecuteAsync("update user_sessions set revoked_at = now() where user_id = $1", member);
        Assert.NotNull(await stores.Sessions.FindAsync(person, Cancel));
        await stores.Database.ExecuteAsync("select pg_notify('rights_changed', $1)", $"user:{member}");
        await node.HearAsync(change => change.UserId == member, 1);

        Assert.Null(await stores.Sessions.FindAsync(person, Cancel));
    }

    // As the user manager saves an account: with every property marked as modified.
    private async Task ChangeAsync(Guid user, Action<PortalUser> change)
    {
        await using var context = stores.Db.ForPlatform();
        var found = (await context.Users.FindAsync([user], Cancel))!;
        change(found);
        context.Update(found);
        await context.SaveChangesAsync(Cancel);
    }

    private async Task<Node> StartAsync()
    {
        var node = new Node(new(stores.Database, stores.Sessions, TimeProvider.System, BackgroundFrame.Supervision(),
            NullLogger<RightsNotices>.Instance));
        await node.StartAsync();
        return node;
    }

    private sealed class Node(RightsNotices notices) : IAsyncDisposable
    {
        private readonly ConcurrentQueue<RightsChange> _heard = new();
        private IDisposable? _watch;

        public async Task StartAsync()
        {
            _watch = notices.Watch(_heard.Enqueue);
            await notices.StartAsync(Cancel);
            await HearAsync(change => change == RightsChange.Unknown, 1); // it listens from here on
        }

        /// <summary>Waits for so many notices, and for no more.</summary>
        public async Task HearAsync(Func<RightsChange, bool> wanted, int count)
        {
            for (var tries = 0; tries < 200 && _heard.Count(wanted) < count; tries++)
                await Task.Delay(25, Cancel);
            await Task.Delay(100, Cancel);
            Assert.Equal(count, _heard.Count(wanted));
        }

        public async ValueTask DisposeAsync()
        {
            _watch?.Dispose();
            await notices.StopAsync(CancellationToken.None);
            notices.Dispose();
        }
    }
}
