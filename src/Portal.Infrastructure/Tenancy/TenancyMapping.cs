using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Tenancy;

internal sealed class TenancyMapping :
    IEntityTypeConfiguration<Tenant>,
    IEntityTypeConfiguration<Membership>,
    IEntityTypeConfiguration<Invitation>,
    IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<Tenant> builder) => builder.ToTable("tenants");

    public void Configure(EntityTypeBuilder<Membership> builder)
    {
        builder.ToTable("memberships").HasKey(m => new { m.TenantId, m.UserId });
        builder.Property(m => m.Role).HasConversion(RoleConversion.ToText, RoleConversion.FromText);
    }

    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.ToTable("invitations").HasKey(i => new { i.TenantId, i.Id });
        builder.Property(i => i.Role).HasConversion(RoleConversion.ToText, RoleConversion.FromText);
    }

    public void Configure(EntityTypeBuilder<ApiToken> builder) => builder.ToTable("api_tokens").HasKey(t => new { t.TenantId, t.Id });
}
