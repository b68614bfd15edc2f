using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Domain.Identity;
using Portal.Domain.Tenancy;
using Portal.Domain.Tracking;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Messaging;

namespace Portal.Infrastructure.Tenancy;

/// <summary>Makes a store with its owner, first site and write key, in one transaction with the mail that follows.</summary>
public sealed class ProvisionStore(
    PortalDb db, UserManager<PortalUser> users, PersonRegistration people, Mailer mailer, TimeProvider time)
{
    private const int SlugTries = 20;

    public async Task<ProvisionStoreResult> RunAsync(NewStore store, CancellationToken cancellationToken = default)
    {
        var errors = store.Details.Check();
        CheckOwner(store.Owner, errors);
        if (!errors.None)
            return new ProvisionStoreResult.Invalid(errors);

        if (store.Owner is StoreOwner.Newcomer { Person.Email: { } email } && await users.FindByEmailAsync(email.Trim()) is { } known)
        {
            await NotifyExistingAsync(known, store, cancellationToken);
            return new ProvisionStoreResult.EmailTaken();
        }

        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await WriteAsync(store, keep: true, cancellationToken);
            }
            catch (DbUpdateException exception) when (
                exception.InnerException is PostgresException { ConstraintName: "tenants_slug" } && store.Slug is null
                    && attempt < SlugTries)
            {
                // Another store took the name's address between the look and the write; the next try sees it.
            }
        }
    }

    private static void CheckOwner(StoreOwner owner, FieldErrors errors)
    {
        switch (owner)
        {
            case StoreOwner.Newcomer(var person, _):
                errors.AddAll(person.Check());
                errors.AddAll(PasswordStrength.Check(person.Password, person.Email, person.DisplayName));
                break;
            case StoreOwner.ByEmail(var email):
                errors.Require(EmailAddress.IsValid(email), "ownerEmail", "Enter an e-mail address, such as sari@example.com.");
                break;
        }
    }

    // What a new address would have cost is done first and taken back, so that the time tells a stranger nothing.
    private async Task NotifyExistingAsync(PortalUser known, NewStore store, CancellationToken cancellationToken)
    {
        var nobody = new StoreOwner.Newcomer(
            ((StoreOwner.Newcomer)store.Owner).Person with { Email = $"{Guid.NewGuid():N}@nobody.invalid" });
        try
        {
            await WriteAsync(store with { Owner = nobody }, keep: false, cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Taken back anyway.
        }

        await using var context = db.ForPlatform();
        mailer.AlreadyRegistered(context, known.Email!);
        await context.SaveChangesAsync(cancellationToken);
    }

    private async Task<ProvisionStoreResult> WriteAsync(NewStore store, bool keep, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var tenantId = store.TenantId ?? Guid.CreateVersion7(now);
        await using var context = db.ForTenant(tenantId);
        var tenant = new Tenant
        {
            Id = tenantId,
            Slug = store.Slug ?? await FreeSlugAsync(context, store.Details.Name!, cancellationToken),
            Name = store.Details.Name!.Trim(),
            Currency = store.Details.Currency!,
            TimeZone = store.Details.TimeZone!,
            Country = store.Details.Country!,
            IsDemo = store.IsDemo,
            CreatedAt = now,
        };
        var site = new Site { TenantId = tenantId, Id = Guid.CreateVersion7(now), Name = tenant.Name, Domain = "", CreatedAt = now };
        var key = new WriteKey
        {
            TenantId = tenantId,
            Id = Guid.CreateVersion7(now),
            SiteId = site.Id,
            Key = WriteKey.NewKey(),
            CreatedAt = now
        };
        context.AddRange(tenant, site, key);
        var ownerId = await AddOwnerAsync(context, tenant, store.Owner, now);
        var token = store.WithApiToken ? AddToken(context, tenantId, ownerId, now) : null;

        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        if (keep)
            await transaction.CommitAsync(cancellationToken);
        return new ProvisionStoreResult.Provisioned(tenantId, tenant.Slug, tenant.Name, site.Id, key.Key, ownerId, token);
    }

    private async Task<Guid?> AddOwnerAsync(PortalDbContext context, Tenant tenant, StoreOwner owner, DateTimeOffset now)
    {
        var ownerId = owner switch
        {
            StoreOwner.Newcomer(var person, var confirmed) => await AddPersonAsync(context, person, confirmed),
            StoreOwner.Known(var userId) => userId,
            StoreOwner.ByEmail(var email) => (await users.FindByEmailAsync(email!))?.Id,
            _ => throw new InvalidOperationException($"Unknown owner {owner}."),
        };
        if (ownerId is { } id)
            context.Add(new Membership { TenantId = tenant.Id, UserId = id, Role = StoreRole.Owner, CreatedAt = now });
        else if (owner is StoreOwner.ByEmail(var invited))
            TeamInvitation.Add(context, mailer, tenant, invited!, StoreRole.Owner, inviter: null, now);
        return ownerId;
    }

    private async Task<Guid> AddPersonAsync(PortalDbContext context, NewPerson person, bool confirmed)
    {
        var user = people.Create(person, confirmed);
        context.Add(user);
        if (!confirmed)
            mailer.ConfirmEmail(context, user.Email!, user.Id, await users.GenerateEmailConfirmationTokenAsync(user));
        return user.Id;
    }

    private static string AddToken(PortalDbContext context, Guid tenantId, Guid? ownerId, DateTimeOffset now)
    {
        var (token, secret) = ApiTokenSecret.Create(tenantId, "First token", [.. ApiScopes.All.Select(scope => scope.Key)], ownerId,
            expiresAt: null, now);
        context.Add(token);
        return secret;
    }

    private static async Task<string> FreeSlugAsync(PortalDbContext context, string name, CancellationToken cancellationToken)
    {
        var wanted = Slug.From(name);
        for (var number = 1; ; number++)
        {
            var slug = number == 1 ? wanted : $"{wanted}-{number}";
            if (!await context.Database.SqlQuery<bool>($"select slug_is_taken({slug}) as \"Value\"").SingleAsync(cancellationToken))
                return slug;
        }
    }
}

/// <summary>How making a store ended.</summary>
public abstract record ProvisionStoreResult
{
    private ProvisionStoreResult()
    {
    }

    /// <param name="OwnerId">The owner's account; null when she is invited.</param>
    /// <param name="ApiToken">The token's secret, when one was asked for; it cannot be read again.</param>
    public sealed record Provisioned(
        Guid TenantId, string Slug, string Name, Guid SiteId, string WriteKey, Guid? OwnerId, string? ApiToken) : ProvisionStoreResult;

    public sealed record Invalid(FieldErrors Errors) : ProvisionStoreResult;

    /// <summary>There is an account with this address already. Strangers are not told; its owner was, by mail.</summary>
    public sealed record EmailTaken : ProvisionStoreResult;
}

/// <summary>A store that is to be made.</summary>
public sealed record NewStore(StoreDetails Details, StoreOwner Owner)
{
    /// <summary>Also makes an API token with every scope, which is told once.</summary>
    public bool WithApiToken { get; init; }

    /// <summary>Id of the store; random when null.</summary>
    public Guid? TenantId { get; init; }

    /// <summary>The store's part of addresses, which must be free; made from its name when null.</summary>
    public string? Slug { get; init; }

    /// <summary>Marks the store in which the simulator runs.</summary>
    public bool IsDemo { get; init; }
}
