using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Tenancy;
using Portal.Testing.Data;
using Xunit;

namespace Portal.Infrastructure.Tests.Tenancy;

public sealed class StoreAccessTests(TwoStores stores) : IClassFixture<TwoStores>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private StoreAccess Access => new(stores.Db, Options.Create(new IdentityOptions()));

    [Fact]
    public async Task Find_Member_HasTheStoreWithItsRole()
    {
        var member = await stores.MemberAsync(stores.Mine.Id, StoreRole.Analyst);
        var person = await stores.SignInAsync(member);

        var found = await Access.FindAsync(person, Cancel);

        Assert.Equal((stores.Mine.Id, StoreRole.Analyst), (found!.Store("mine")!.TenantId, found.Store("mine")!.Role));
        Assert.Null(found.Store("theirs"));
        Assert.True(found.Covers(stores.Mine.Id, StoreRole.Analyst));
        Assert.False(found.Covers(stores.Mine.Id, StoreRole.Owner));
        Assert.False(found.IsAdministrator);
    }

    [Fact]
    public async Task Find_SignInEnded_IsNobody()
    {
        var member = await stores.MemberAsync(stores.Mine.Id, StoreRole.Viewer);
        var (ended, kept) = (await stores.SignInAsync(member), await stores.SignInAsync(member));
        await stores.Database.ExecuteAsync("update user_sessions set revoked_at = now() where id = $1",
            Guid.Parse(ended.FindFirst("sid")!.Value));

        Assert.Null(await Access.FindAsync(ended, Cancel));
        Assert.NotNull(await Access.FindAsync(kept, Cancel));
    }

    [Fact]
    public async Task Find_OtherSecrets_IsNobody()
    {
        var member = await stores.MemberAsync(stores.Mine.Id, StoreRole.Viewer);
        var person = await stores.SignInAsync(member);
        await stores.Database.ExecuteAsync("update users set security_stamp = 'another' where id = $1", member);

        Assert.Null(await Access.FindAsync(person, Cancel));
    }

    [Fact]
    public async Task Find_StoreSuspended_HasItNotButKnowsTheMembership()
    {
        var member = await stores.MemberAsync(stores.Theirs.Id, StoreRole.Viewer);
        var person = await stores.SignInAsync(member);
        var suspend = new SuspendStore(stores.Db, TimeProvider.System);

        Assert.True(await suspend.RunAsync(stores.Theirs.Id, suspended: true, Cancel));
        var closed = await Access.FindAsync(person, Cancel);
        Assert.True(await suspend.RunAsync(stores.Theirs.Id, suspended: false, Cancel));
        var open = await Access.FindAsync(person, Cancel);

        Assert.Null(closed!.Store("theirs"));
        Assert.Contains(stores.Theirs.Id, closed.Memberships);
        Assert.NotNull(open!.Store("theirs"));
        Assert.False(open.IsSameAs(closed));
    }

    [Fact]
    public async Task Find_Administrator_IsOne()
    {
        var member = await stores.MemberAsync(stores.Mine.Id, StoreRole.Viewer);
        var person = await stores.SignInAsync(member);
        await stores.Database.ExecuteAsync("update users set is_administrator = true where id = $1", member);

        Assert.True((await Access.FindAsync(person, Cancel))!.IsAdministrator);
    }
}
