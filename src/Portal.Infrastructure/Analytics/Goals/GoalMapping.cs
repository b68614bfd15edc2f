using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Analytics.Goals;
using Portal.Domain.Analytics.Matching;
using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Analytics.Goals;

internal sealed class GoalMapping : IEntityTypeConfiguration<Goal>
{
    public void Configure(EntityTypeBuilder<Goal> builder)
    {
        builder.ToTable("goals").HasKey(g => new { g.TenantId, g.Id });
        builder.Property(g => g.Match).HasConversion(match => EventMatchFormatter.Write(match), text => Read(text));
        builder.HasOne<Tenant>().WithMany().HasForeignKey(g => g.TenantId);
    }

    private static EventMatch Read(string text) =>
        EventMatchFormatter.TryRead(text, out var match) ? match : throw new InvalidOperationException("A stored goal is not valid.");
}
