using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Portal.Domain.Tenancy;
using Portal.Domain.Tracking;
using Portal.Infrastructure.Messaging;
using Portal.Infrastructure.Shared.Addresses;
using Portal.Infrastructure.Tenancy;
using Portal.Infrastructure.Tracking;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.Infrastructure.Tests.Tenancy;

/// <summary>Every query and use case of stores, asked by one store for what is another's.</summary>
public sealed class OtherTenantTests(TwoStores stores) : IClassFixture<TwoStores>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private StoreQueries Queries => new(stores.Db, TimeProvider.System);

    [Fact]
    public async Task FindStore_OtherTenant_IsNull()
    {
        var access = new StoreAccess(stores.Db, Options.Create(new IdentityOptions()));
        var owner = await stores.SignInAsync(stores.Mine.Owner);

        Assert.NotNull(await access.FindAsync(owner, stores.Mine.Slug, Cancel));
        Assert.Null(await access.FindAsync(owner, stores.Theirs.Slug, Cancel));
        Assert.Equal([stores.Mine.Slug], (await Queries.ForPersonAsync(stores.Mine.Owner, Cancel)).Select(store => store.Slug));
    }

    [Fact]
    public async Task Sites_OtherTenant_AreUntouched()
    {
        var queries = new SiteQueries(stores.Db, TimeProvider.System);
        var details = new SiteDetails("Mine now", "mine.example", []);

        Assert.Null(await queries.FindAsync(stores.Mine.Id, stores.Theirs.Site, Cancel));
        Assert.IsType<SaveSiteResult.Missing>(await new SaveSite(stores.Db, TimeProvider.System)
            .RunAsync(stores.Mine.Id, stores.Theirs.Site, details, Cancel));
        Assert.Null(await new RotateWriteKey(stores.Db, TimeProvider.System)
            .RunAsync(stores.Mine.Id, stores.Theirs.Site, cancellationToken: Cancel));
        Assert.False(await new RevokeWriteKey(stores.Db, TimeProvider.System).RunAsync(stores.Mine.Id, stores.Theirs.Key, Cancel));
        Assert.Equal("theirs", (await queries.FindAsync(stores.Theirs.Id, stores.Theirs.Site, Cancel))!.Site.Name);
    }

    [Fact]
    public async Task Tokens_OtherTenant_AreUntouched()
    {
        var queries = new ApiTokenQueries(stores.Db, new MemoryCache(new MemoryCacheOptions()), TimeProvider.System);

        Assert.False(await new RevokeApiToken(stores.Db, TimeProvider.System).RunAsync(stores.Mine.Id, stores.Theirs.Token, Cancel));
        Assert.DoesNotContain(await queries.ListAsync(stores.Mine.Id, Cancel), token => token.Id == stores.Theirs.Token);
        Assert.Equal(stores.Theirs.Id, (await queries.FindAsync(TwoStores.Secret("theirs"), Cancel))!.TenantId);
    }

    [Fact]
    public async Task Team_OtherTenant_IsUntouched()
    {
        var change = new ChangeRole(stores.Db);
        var invite = Invite();

        Assert.IsType<TeamResult.Missing>(await change.RunAsync(stores.Mine.Id, stores.Mine.Owner, stores.Theirs.Owner, StoreRole.Viewer,
            Cancel));
        Assert.IsType<TeamResult.Forbidden>(await change.RunAsync(stores.Theirs.Id, stores.Mine.Owner, stores.Theirs.Owner,
            StoreRole.Viewer, Cancel));
        Assert.IsType<TeamResult.Forbidden>(await invite.RunAsync(stores.Theirs.Id, stores.Mine.Owner, "a@b.example", StoreRole.Viewer,
            Cancel));
        Assert.IsType<TeamResult.Missing>(await invite.RevokeAsync(stores.Mine.Id, stores.Mine.Owner, stores.Theirs.Invitation, Cancel));
        Assert.IsType<TeamResult.Missing>(await invite.ResendAsync(stores.Mine.Id, stores.Mine.Owner, stores.Theirs.Invitation, Cancel));
        Assert.DoesNotContain(await new TeamQueries(stores.Db, TimeProvider.System).MembersAsync(stores.Mine.Id, Cancel),
            member => member.UserId == stores.Theirs.Owner);
        Assert.DoesNotContain(await new TeamQueries(stores.Db, TimeProvider.System).OpenInvitationsAsync(stores.Mine.Id, Cancel),
            open => open.Id == stores.Theirs.Invitation);
    }

    private InviteMember Invite()
    {
        var options = Options.Create(new PortalAddressOptions { PublicAddress = "https://portal.example" });
        var normalizer = new UpperInvariantLookupNormalizer();
        var mailer = new Mailer(new PortalAddress(options, new NoServer()), TimeProvider.System);
        return new(stores.Db, new(stores.Db, normalizer, TimeProvider.System), mailer, normalizer, TimeProvider.System);
    }
}
