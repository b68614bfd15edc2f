using Portal.Domain.Tenancy;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Events;
using Portal.Infrastructure.Privacy;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Privacy;

public sealed class ChooseIpPrivacyTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private PrivacyQueries Queries => new(Db);

    private PortalDb Db => new(postgres.Database);

    [Theory]
    [InlineData(IpPrivacy.Keep)]
    [InlineData(IpPrivacy.Drop)]
    public async Task Run_Choice_HoldsForTheKeysOfTheStore(string choice)
    {
        var store = await TestStore.CreateAsync(postgres.Database);

        Assert.True((await new ChooseIpPrivacy(Db).RunAsync(store.TenantId, choice, Cancelled)).None);

        Assert.Equal(choice, await Queries.IpPrivacyAsync(store.TenantId, Cancelled));
        var source = await new EventSources(postgres.Database, TimeProvider.System).FindAsync(store.WriteKey, Cancelled);
        Assert.Equal(choice, source!.IpPrivacy);
    }

    [Theory]
    [InlineData("everything")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Run_NoChoice_ChangesNothing(string? choice)
    {
        var store = await TestStore.CreateAsync(postgres.Database);

        Assert.False((await new ChooseIpPrivacy(Db).RunAsync(store.TenantId, choice, Cancelled)).None);

        Assert.Equal(IpPrivacy.Truncate, await Queries.IpPrivacyAsync(store.TenantId, Cancelled));
    }

    [Fact]
    public async Task Run_OtherTenant_KeepsItsOwnChoice()
    {
        var (mine, theirs) = (await TestStore.CreateAsync(postgres.Database), await TestStore.CreateAsync(postgres.Database));

        await new ChooseIpPrivacy(Db).RunAsync(mine.TenantId, IpPrivacy.Drop, Cancelled);

        Assert.Equal(IpPrivacy.Truncate, await Queries.IpPrivacyAsync(theirs.TenantId, Cancelled));
    }
}
