using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Tenancy;
using Portal.Domain.Tracking;

namespace Portal.Infrastructure.Tracking;

internal sealed class SitesMapping : IEntityTypeConfiguration<Site>, IEntityTypeConfiguration<WriteKey>
{
    public void Configure(EntityTypeBuilder<Site> builder)
    {
        builder.ToTable("sites").HasKey(s => new { s.TenantId, s.Id });
        builder.HasOne<Tenant>().WithMany().HasForeignKey(s => s.TenantId);
    }

    public void Configure(EntityTypeBuilder<WriteKey> builder)
    {
        builder.ToTable("write_keys").HasKey(k => new { k.TenantId, k.Id });
        builder.HasOne<Site>().WithMany().HasForeignKey(k => new { k.TenantId, k.SiteId });
    }
}
