using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Sites;

namespace Portal.Infrastructure.Sites;

internal sealed class SitesMapping : IEntityTypeConfiguration<Site>, IEntityTypeConfiguration<WriteKey>
{
    public void Configure(EntityTypeBuilder<Site> builder) => builder.ToTable("sites").HasKey(s => new { s.TenantId, s.Id });

    public void Configure(EntityTypeBuilder<WriteKey> builder) => builder.ToTable("write_keys").HasKey(k => new { k.TenantId, k.Id });
}
