using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics;

/// <summary>Events that wait for a larger quota: kept, and in no figure until they are released.</summary>
internal static class HeldBatches
{
    /// <summary>A condition on rows of <c>e</c>; it costs the look at the row itself, so only stores that have any pay for it.</summary>
    public const string LeftOut =
        "\n  and not exists (select from event_batches b where b.tenant_id = $1 and b.batch_id = e.batch_id and b.held)";

    /// <summary>True when some of the store's events wait.</summary>
    public static async Task<bool> AnyAsync(PortalDatabase database, Guid tenantId, CancellationToken cancellationToken)
    {
        var any = await database.ListAsync(
            tenantId, "select exists (select from event_batches where tenant_id = $1 and projected_at is null and held)", [], row =>
                row.GetBoolean(0), cancellationToken);
        return any[0];
    }
}
