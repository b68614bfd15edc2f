using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Analytics.Funnels;
using Portal.Domain.Analytics.Matching;
using Portal.Domain.Tenancy;

namespace Portal.Infrastructure.Analytics.Funnels;

internal sealed class FunnelMapping : IEntityTypeConfiguration<SavedFunnel>
{
    public void Configure(EntityTypeBuilder<SavedFunnel> builder)
    {
        builder.ToTable("funnels").HasKey(f => new { f.TenantId, f.Id });
        builder.Property(f => f.Definition).HasColumnType("jsonb").HasConversion(definition => Write(definition), json => Read(json));
        builder.HasOne<Tenant>().WithMany().HasForeignKey(f => f.TenantId);
    }

    private static string Write(FunnelDefinition definition) => JsonSerializer.Serialize(
        new Stored([.. definition.Steps.Select(EventMatchFormatter.Write)], WindowFormatter.Write(definition.Window),
            FunnelFormatter.Write(definition.Breakdown)),
        JsonSerializerOptions.Web);

    private static FunnelDefinition Read(string json)
    {
        var stored = JsonSerializer.Deserialize<Stored>(json, JsonSerializerOptions.Web)!;
        return FunnelFormatter.Read(stored.Steps, stored.Window, stored.By, new())
            ?? throw new InvalidOperationException("A stored funnel is not valid.");
    }

    private sealed record Stored(IReadOnlyList<string> Steps, string Window, string By);
}
