using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Infrastructure.Identity;

internal sealed class IdentityMapping :
    IEntityTypeConfiguration<PortalUser>,
    IEntityTypeConfiguration<UserSession>,
    IEntityTypeConfiguration<PlatformToken>,
    IEntityTypeConfiguration<IdentityUserClaim<Guid>>,
    IEntityTypeConfiguration<IdentityUserLogin<Guid>>,
    IEntityTypeConfiguration<IdentityUserToken<Guid>>
{
    public void Configure(EntityTypeBuilder<PortalUser> builder) => builder.ToTable("users");

    public void Configure(EntityTypeBuilder<UserSession> builder) => builder.ToTable("user_sessions");

    public void Configure(EntityTypeBuilder<PlatformToken> builder) => builder.ToTable("platform_tokens");

    public void Configure(EntityTypeBuilder<IdentityUserClaim<Guid>> builder) => builder.ToTable("user_claims");

    public void Configure(EntityTypeBuilder<IdentityUserLogin<Guid>> builder) => builder.ToTable("user_logins");

    public void Configure(EntityTypeBuilder<IdentityUserToken<Guid>> builder) => builder.ToTable("user_tokens");
}
