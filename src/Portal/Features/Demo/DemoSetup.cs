using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Domain.Demo;
using Portal.Domain.Identity;
using Portal.Domain.Tenancy;
using Portal.Domain.Tracking;
using Portal.Hosting.Process;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Demo;
using Portal.Infrastructure.Identity;

namespace Portal.Features.Demo;

/// <summary>Makes the first administrator and the demo store where they are missing, before the portal listens.</summary>
public sealed class DemoSetup(
    PortalArguments arguments, PortalDatabase database, PortalDb db, DemoFile file, TimeProvider time, IServiceScopeFactory scopes)
{
    private const long SetupLock = 0x64656D6F; // "demo": two nodes that start together make one store

    /// <param name="say">Told the progress in a few words.</param>
    /// <returns>How to reach the portal and sign in.</returns>
    public async Task<DemoAccess> RunAsync(Uri address, Action<string> say, CancellationToken cancellationToken)
    {
        await using var turn = await database.Owner.OpenConnectionAsync(cancellationToken);
        await ExecuteAsync(turn, $"select pg_advisory_lock({SetupLock})", cancellationToken);
        using var scope = scopes.CreateScope();
        var people = scope.ServiceProvider.GetRequiredService<PersonRegistration>();
        await EnsureAdministratorAsync(people, cancellationToken);
        if (arguments.Demo && !await HasDemoAsync(cancellationToken))
        {
            await CreateStoreAsync(people, scope.ServiceProvider.GetRequiredService<DemoQuestions>(), say, cancellationToken);
        }

        var access = await file.WriteAsync(address, scope.ServiceProvider.GetRequiredService<IPasswordHasher<PortalUser>>(),
            cancellationToken);

        // A pooled connection is reset only when it is used again, which may be never.
        await ExecuteAsync(turn, $"select pg_advisory_unlock({SetupLock})", cancellationToken);
        return access;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task EnsureAdministratorAsync(PersonRegistration people, CancellationToken cancellationToken)
    {
        await using var portal = db.ForPlatform();
        if (!await portal.Users.AnyAsync(u => u.IsAdministrator, cancellationToken))
        {
            var administrator = people.Create(new NewPerson("Administrator", DemoFile.AdministratorEmail, null), emailConfirmed: true);
            administrator.IsAdministrator = true;
            portal.Add(administrator);
            await portal.SaveChangesAsync(cancellationToken);
        }
    }

    private async Task<bool> HasDemoAsync(CancellationToken cancellationToken)
    {
        await using var command = database.App.CreateCommand("select exists (select from list_tenants() where is_demo)");
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private async Task CreateStoreAsync(
        PersonRegistration people, DemoQuestions questions, Action<string> say, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var target = new DemoTarget(Guid.CreateVersion7(now), Guid.CreateVersion7(now));
        var plan = DemoPlan.For(DemoProfile.Seed, DemoHosting.SizeOf(arguments), now);
        await new DemoStore(database.Owner).CreateAsync(
            target, plan, (connection, token) =>
                FoundAsync(connection, target, people, plan, token), new ConsoleProgress(say), cancellationToken);
        await using var portal = db.ForTenant(target.TenantId);
        var owner = await portal.Memberships.SingleAsync(m => m.TenantId == target.TenantId && m.Role == StoreRole.Owner,
            cancellationToken);
        await questions.SaveAsync(target.TenantId, owner.UserId, cancellationToken);
    }

    private static async Task FoundAsync(
        NpgsqlConnection connection, DemoTarget target, PersonRegistration people, DemoPlan plan, CancellationToken cancellationToken)
    {
        var options = new DbContextOptionsBuilder<PortalDbContext>().UseNpgsql(connection).Options;
        await using var portal = new PortalDbContext(options) { TenantId = target.TenantId };
        portal.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never; // the history's transaction is open already
        var owner = people.Create(new NewPerson(DemoFile.OwnerName, DemoFile.OwnerEmail, null), emailConfirmed: true);
        portal.AddRange(
            new Tenant
            {
                Id = target.TenantId,
                Slug = DemoProfile.Slug,
                Name = DemoProfile.Name,
                Currency = DemoProfile.Currency,
                TimeZone = DemoProfile.TimeZone,
                Country = DemoProfile.Country,
                DailyRevenueGoal = DemoProfile.DailyRevenueGoal,
                IsDemo = true,
                CreatedAt = plan.From,
            },
            new Site
            {
                TenantId = target.TenantId,
                Id = target.SiteId,
                Name = DemoProfile.Name,
                Domain = DemoProfile.Domain,
                WebVitals = true,
                FirstEventAt = plan.From,
                TrackerFetchedAt = plan.From,
                CreatedAt = plan.From
            },
            new WriteKey
            {
                TenantId = target.TenantId,
                Id = Guid.CreateVersion7(),
                SiteId = target.SiteId,
                Key = WriteKey.NewKey(),
                CreatedAt = plan.From
            },
            owner,
            new Membership { TenantId = target.TenantId, UserId = owner.Id, Role = StoreRole.Owner, CreatedAt = plan.From });
        await portal.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Says how far it is, at most once a second, since a console is slow and may be a file.</summary>
    private sealed class ConsoleProgress(Action<string> say) : IProgress<DemoProgress>
    {
        private long _last;

        public void Report(DemoProgress value)
        {
            var now = Environment.TickCount64;
            if (now - _last >= 1000 || value.Share >= 1)
            {
                _last = now;
                say($"Demo store {value.Share,4:P0}  {value.Phrase}");
            }
        }
    }
}
