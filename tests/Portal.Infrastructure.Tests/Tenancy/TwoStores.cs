using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Portal.Domain.Tenancy;
using Portal.Domain.Tracking;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Tenancy;
using Portal.Testing.Data;

namespace Portal.Infrastructure.Tests.Tenancy;

/// <summary>A database with two stores, each with an owner, a site, a key, a token and an open invitation.</summary>
public sealed class TwoStores : PostgresFixture
{
    private const string Stamp = "stamp";

    public StoreRows Mine { get; private set; } = null!;

    public StoreRows Theirs { get; private set; } = null!;

    /// <summary>The sign-ins of this database.</summary>
    public UserSessions Sessions { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Sessions = new(Db, new MemoryCache(new MemoryCacheOptions()), TimeProvider.System, Options.Create(new IdentityOptions()));
        Mine = await AddAsync("mine");
        Theirs = await AddAsync("theirs");
    }

    /// <summary>Adds a member to a store.</summary>
    public async Task<Guid> MemberAsync(Guid tenantId, StoreRole role)
    {
        await using var context = Db.ForTenant(tenantId);
        var user = Person($"{Guid.NewGuid():N}@shop.example");
        context.AddRange(user, new Membership { TenantId = tenantId, UserId = user.Id, Role = role, CreatedAt = DateTimeOffset.UnixEpoch });
        await context.SaveChangesAsync();
        return user.Id;
    }

    /// <summary>Signs a person in.</summary>
    public async Task<ClaimsPrincipal> SignInAsync(Guid user)
    {
        var session = await Sessions.StartAsync(user, null, null);
        return new(new ClaimsIdentity(
        [
            new(ClaimTypes.NameIdentifier, user.ToString()), new(PortalClaims.Session, session.ToString()),
            new(new ClaimsIdentityOptions().SecurityStampClaimType, Stamp),
        ], "test"));
    }

    private static PortalUser Person(string email) => new()
    {
        SecurityStamp = Stamp,
        Id = Guid.NewGuid(),
        UserName = email,
        NormalizedUserName = email.ToUpperInvariant(),
        Email = email,
        NormalizedEmail = email.ToUpperInvariant(),
        DisplayName = email,
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    /// <summary>The secret of a store's token.</summary>
    public static string Secret(string slug) => ApiTokenSecret.Prefix + slug.PadRight(40, 'x');

    private async Task<StoreRows> AddAsync(string slug)
    {
        var id = Guid.NewGuid();
        var now = TimeProvider.System.GetUtcNow();
        await using var context = Db.ForTenant(id);
        var tenant = new Tenant
        {
            Id = id,
            Slug = slug,
            Name = slug,
            Currency = "EUR",
            TimeZone = "Europe/Berlin",
            Country = "DE",
            CreatedAt = now
        };
        var owner = Person($"owner@{slug}.example");
        var site = new Site { TenantId = id, Id = Guid.NewGuid(), Name = slug, Domain = $"{slug}.example", CreatedAt = now };
        var key = new WriteKey { TenantId = id, Id = Guid.NewGuid(), SiteId = site.Id, Key = WriteKey.NewKey(), CreatedAt = now };
        var token = new ApiToken
        {
            TenantId = id,
            Id = Guid.NewGuid(),
            Name = "t",
            TokenHash = SecretToken.Hash(Secret(slug)),
            LastCharacters = "abcd",
            Scopes = [ApiScopes.StoreRead],
            CreatedAt = now
        };
        var invitation = new Invitation
        {
            TenantId = id,
            Id = Guid.NewGuid(),
            Email = $"new@{slug}.example",
            Role = StoreRole.Viewer,
            TokenHash = SecretToken.Hash("in" + slug),
            CreatedAt = now,
            ExpiresAt = now.AddDays(7)
        };
        context.AddRange(tenant, owner, site, key, token, invitation,
            new Membership { TenantId = id, UserId = owner.Id, Role = StoreRole.Owner, CreatedAt = now });
        await context.SaveChangesAsync();
        return new(id, slug, owner.Id, site.Id, key.Id, token.Id, invitation.Id);
    }
}

/// <summary>The ids of one store's rows.</summary>
public sealed record StoreRows(Guid Id, string Slug, Guid Owner, Guid Site, Guid Key, Guid Token, Guid Invitation);
