using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Identity;

namespace Portal.Infrastructure.Tenancy;

internal sealed class TenancyMapping :
    IEntityTypeConfiguration<Tenant>,
    IEntityTypeConfiguration<Membership>,
    IEntityTypeConfiguration<Invitation>,
    IEntityTypeConfiguration<InvitationMail>,
    IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<Tenant> builder) => builder.ToTable("tenants");

    // The relations are stated so that one save writes a store, its people and their memberships in an order that holds.
    public void Configure(EntityTypeBuilder<Membership> builder)
    {
        builder.ToTable("memberships").HasKey(m => new { m.TenantId, m.UserId });
        builder.Property(m => m.Role).HasConversion(RoleConversion.ToText, RoleConversion.FromText);
        builder.HasOne<Tenant>().WithMany().HasForeignKey(m => m.TenantId);
        builder.HasOne<PortalUser>().WithMany().HasForeignKey(m => m.UserId);
    }

    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.ToTable("invitations").HasKey(i => new { i.TenantId, i.Id });
        builder.Property(i => i.Role).HasConversion(RoleConversion.ToText, RoleConversion.FromText);
        builder.HasOne<Tenant>().WithMany().HasForeignKey(i => i.TenantId);
    }

    public void Configure(EntityTypeBuilder<InvitationMail> builder)
    {
        builder.ToTable("invitation_mails").HasKey(m => new { m.TenantId, m.Id });
        builder.HasOne<Tenant>().WithMany().HasForeignKey(m => m.TenantId);
    }

    public void Configure(EntityTypeBuilder<ApiToken> builder)
    {
        builder.ToTable("api_tokens").HasKey(t => new { t.TenantId, t.Id });
        builder.HasOne<Tenant>().WithMany().HasForeignKey(t => t.TenantId);
    }
}

/// <summary>Roles are kept as lower-case words.</summary>
internal static class RoleConversion
{
    public static readonly Expression<Func<StoreRole, string>> ToText = role => role.ToString().ToLowerInvariant();

    public static readonly Expression<Func<string, StoreRole>> FromText = text => Enum.Parse<StoreRole>(text, true);
}
