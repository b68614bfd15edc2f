using Portal.Domain.Tenancy;
using Portal.Features.Sales;
using Portal.Features.Shared.Access;
using Portal.Features.Tenancy;
using Xunit;

namespace Portal.Tests.Tenancy;

public sealed class RoleTests
{
    [Fact]
    public void Rights_OfEachRole_AreThoseOfItsWords()
    {
        Assert.All(RoleLabels.Given, role => Assert.All(RoleLabels.Rights, right => Assert.Equal(
            StorePolicyTable.For(role, right.Policy) == StoreAccessLevel.Granted,
            RoleLabels.Describe(role).StartsWith("Everything", StringComparison.Ordinal)
                || RoleLabels.Describe(role).Contains(right.Label!, StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData(StoreRole.Viewer, false, false)]
    [InlineData(StoreRole.Support, true, false)]
    [InlineData(StoreRole.Analyst, false, true)]
    [InlineData(StoreRole.Manager, true, true)]
    [InlineData(StoreRole.Owner, true, true)]
    public void Roles_ChangingOrders_IsForSupportAndBuildingReportsForAnalysts(StoreRole role, bool changesOrders, bool buildsReports)
    {
        Assert.Equal(changesOrders, StorePolicyTable.For(role, SalesPolicies.CanChange) == StoreAccessLevel.Granted);
        Assert.Equal(buildsReports, StorePolicyTable.For(role, AnalyticsPolicies.CanEdit) == StoreAccessLevel.Granted);
        Assert.Equal(buildsReports, StorePolicyTable.For(role, MarketingPolicies.CanEdit) == StoreAccessLevel.Granted);
    }

    [Fact]
    public void Guest_EveryRight_IsSeenAndNoneThatChangesIsGranted()
    {
        Assert.All(StorePolicyTable.Rights, right => Assert.Equal(
            right.Label is null ? StoreAccessLevel.Granted : StoreAccessLevel.Shown, StorePolicyTable.For(StoreRole.Guest, right.Policy)));
        Assert.DoesNotContain(StoreRole.Guest, RoleLabels.Given);
        Assert.All(Enum.GetValues<StoreRole>(), actor => Assert.False(TeamRules.MayHandle(actor, StoreRole.Guest)));
    }

    [Fact]
    public void Policy_ThatIsNoRightOfAStore_IsNobodys() =>
        Assert.Equal(StoreAccessLevel.None, StorePolicyTable.For(StoreRole.Owner, "nothing"));
}
