using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Messaging;
using Portal.Infrastructure.Tenancy;
using Portal.Testing;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Xunit;

namespace Portal.Tests.Tenancy;

public sealed class InvitationLimitTests(PortalApp app) : IClassFixture<PortalApp>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_ManyInvitationsInADay_AreRefusedByAddressAndPerson()
    {
        var (mine, theirs) = (await app.StoreAsync("Mine", "owner@mine.example"), await app.StoreAsync("Theirs", "owner@theirs.example"));
        var clock = new MovableClock(DateTimeOffset.UtcNow);
        var normalizer = new UpperInvariantLookupNormalizer();
        var invite = new InviteMember(app.Db, new(app.Db, normalizer, clock), app.Services.GetRequiredService<Mailer>(), normalizer, clock);
        Task<TeamResult> InviteAsync(ProvisionStoreResult.Provisioned store, string email) =>
            invite.RunAsync(store.TenantId, store.OwnerId!.Value, email, StoreRole.Viewer, Cancel);

        for (var number = 0; number < InvitationLimit.PerAddress; number++)
            Assert.IsType<TeamResult.Done>(await InviteAsync(mine, "often@elsewhere.example"));
        var sameStore = await InviteAsync(mine, "OFTEN@elsewhere.example");
        var otherStore = await InviteAsync(theirs, "often@elsewhere.example");
        for (var number = InvitationLimit.PerAddress; number < InvitationLimit.PerPerson; number++)
            Assert.IsType<TeamResult.Done>(await InviteAsync(mine, $"one-{number}@elsewhere.example"));
        var samePerson = await InviteAsync(mine, "last@elsewhere.example");
        clock.Advance(TimeSpan.FromHours(25));
        var nextDay = await InviteAsync(mine, "often@elsewhere.example");

        Assert.IsType<TeamResult.TooMany>(sameStore);
        Assert.IsType<TeamResult.TooMany>(otherStore);
        Assert.IsType<TeamResult.TooMany>(samePerson);
        Assert.IsType<TeamResult.Done>(nextDay);
    }
}
