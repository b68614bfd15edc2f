using Portal.Domain.Tenancy;
using Portal.Infrastructure.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Tenancy;

public sealed class ChangeRoleTests(TwoStores stores) : IClassFixture<TwoStores>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_LastOwner_CanNeitherStepDownNorLeave()
    {
        var change = new ChangeRole(stores.Db);

        Assert.IsType<TeamResult.LastOwner>(await change.RunAsync(stores.Mine.Id, stores.Mine.Owner, stores.Mine.Owner, StoreRole.Manager,
            Cancel));
        Assert.IsType<TeamResult.LastOwner>(await change.RunAsync(stores.Mine.Id, stores.Mine.Owner, stores.Mine.Owner, null, Cancel));
    }

    [Fact]
    public async Task Run_Manager_CannotTouchOwnersNorMakeThem()
    {
        var manager = await stores.MemberAsync(stores.Mine.Id, StoreRole.Manager);
        var viewer = await stores.MemberAsync(stores.Mine.Id, StoreRole.Viewer);
        var change = new ChangeRole(stores.Db);

        Assert.IsType<TeamResult.Forbidden>(await change.RunAsync(stores.Mine.Id, manager, stores.Mine.Owner, StoreRole.Viewer, Cancel));
        Assert.IsType<TeamResult.Forbidden>(await change.RunAsync(stores.Mine.Id, manager, viewer, StoreRole.Owner, Cancel));
        Assert.IsType<TeamResult.Done>(await change.RunAsync(stores.Mine.Id, manager, viewer, StoreRole.Analyst, Cancel));
        Assert.IsType<TeamResult.Done>(await change.RunAsync(stores.Mine.Id, manager, viewer, null, Cancel));
    }

    [Fact]
    public async Task Run_TwoOwnersStepDownAtOnce_OneStays()
    {
        var second = await stores.MemberAsync(stores.Theirs.Id, StoreRole.Owner);
        var change = new ChangeRole(stores.Db);

        var results = await Task.WhenAll(
            change.RunAsync(stores.Theirs.Id, second, second, StoreRole.Viewer, Cancel),
            change.RunAsync(stores.Theirs.Id, stores.Theirs.Owner, stores.Theirs.Owner, StoreRole.Viewer, Cancel));

        Assert.Single(results.OfType<TeamResult.Done>());
        Assert.Single(results.OfType<TeamResult.LastOwner>());
    }
}
