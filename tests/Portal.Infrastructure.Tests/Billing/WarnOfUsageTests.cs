using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Domain.Billing;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Billing;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Messaging;
using Portal.Infrastructure.Shared.Addresses;
using Portal.Testing;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Billing;

public sealed class WarnOfUsageTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly MovableClock _clock = new(new(2026, 3, 20, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_SharesAreReachedOneByOne_MailsTheOwnersOnceForEach()
    {
        var (store, owner) = await StoreAsync();

        Assert.Equal(0, await RunAsync(store, 49_999));
        Assert.Equal(1, await RunAsync(store, 50_000));
        Assert.Equal(0, await RunAsync(store, 60_000));
        Assert.Equal(1, await RunAsync(store, 80_000));
        Assert.Equal(1, await RunAsync(store, 90_000));
        Assert.Equal(1, await RunAsync(store, 100_000));
        Assert.Equal(0, await RunAsync(store, 120_000));

        Assert.Equal(
            ["has used 50% of this month's events", "has used 80% of this month's events", "has used 90% of this month's events",
                "has used all events of this month"],
            (await MailsAsync(owner)).Select(mail => mail.Subject[(mail.Subject.IndexOf("has", StringComparison.Ordinal))..]));
    }

    [Fact]
    public async Task Run_JumpsOverShares_MailsOnlyTheHighest()
    {
        var (store, owner) = await StoreAsync();

        await RunAsync(store, 95_000);
        await RunAsync(store, 96_000);

        var mail = Assert.Single(await MailsAsync(owner));
        Assert.Contains("90%", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("95,000 of the 100,000 events that its Free plan has for this month", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains($"/s/{store.Slug}/settings/usage", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("1 April 2026", mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_TwoNodesAtOnce_MailOnce()
    {
        var (store, owner) = await StoreAsync();

        var mails = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => RunAsync(store, 80_000)));

        Assert.Equal(1, mails.Sum());
        Assert.Single(await MailsAsync(owner));
    }

    [Fact]
    public async Task Run_NextMonthOrAnotherPlan_WarnsAnew()
    {
        var (store, owner) = await StoreAsync();
        await RunAsync(store, 80_000);

        Assert.Equal(1, await RunAsync(store, 900_000, PlanCatalogue.Starter));
        _clock.Advance(TimeSpan.FromDays(20));
        Assert.Equal(1, await RunAsync(store, 80_000));

        Assert.Equal(3, (await MailsAsync(owner)).Count);
    }

    [Fact]
    public async Task Run_OtherTenantAndOtherRoles_GetNoMail()
    {
        var (store, _) = await StoreAsync();
        var (_, theirs) = await StoreAsync();
        var manager = await AddMemberAsync(store, StoreRole.Manager);

        await RunAsync(store, 100_000);

        Assert.Empty(await MailsAsync(theirs));
        Assert.Empty(await MailsAsync(manager));
    }

    [Fact]
    public async Task Run_PlanWithoutQuota_NeverWarns()
    {
        var (store, _) = await StoreAsync();

        Assert.Equal(0, await RunAsync(store, long.MaxValue, PlanCatalogue.Unmetered));
    }

    private Task<int> RunAsync(TestStore store, long used, Plan? plan = null)
    {
        _clock.Advance(TimeSpan.FromSeconds(1));
        var mailer = new Mailer(new PortalAddress(Options.Create(new PortalAddressOptions()), new NoServer()), _clock);
        return new WarnOfUsage(postgres.Db, mailer, _clock).RunAsync(store.TenantId, plan ?? PlanCatalogue.Free, used, Cancelled);
    }

    private async Task<(TestStore Store, string Owner)> StoreAsync()
    {
        var store = await TestStore.CreateAsync(postgres.Database, plan: "free");
        return (store, await AddMemberAsync(store, StoreRole.Owner));
    }

    private async Task<string> AddMemberAsync(TestStore store, StoreRole role)
    {
        var email = $"{Guid.NewGuid():N}@people.example";
        var person = new PortalUser
        {
            Id = Guid.NewGuid(),
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            UserName = email,
            NormalizedUserName = email.ToUpperInvariant(),
            SecurityStamp = "s",
            CreatedAt = _clock.GetUtcNow()
        };
        await using var context = postgres.Db.ForTenant(store.TenantId);
        context.AddRange(person, new Membership
        {
            TenantId = store.TenantId,
            UserId = person.Id,
            Role = role,
            CreatedAt = _clock.GetUtcNow()
        });
        await context.SaveChangesAsync(Cancelled);
        return email;
    }

    private async Task<List<OutgoingMail>> MailsAsync(string recipient)
    {
        await using var context = postgres.Db.ForPlatform();
        return await context.Set<OutgoingMail>().Where(m => m.Recipient == recipient && m.Kind == "usage-warning").OrderBy(m => m.Id)
            .ToListAsync(Cancelled);
    }
}
