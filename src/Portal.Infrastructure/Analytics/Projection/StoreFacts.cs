using Npgsql;
using Portal.Domain.Analytics;

namespace Portal.Infrastructure.Analytics.Projection;

/// <summary>What of a store decides how its events count.</summary>
internal sealed class StoreFacts(Guid tenantId, string currency, string timeZone)
{
    public Guid TenantId { get; } = tenantId;

    public string TimeZone { get; } = timeZone;

    public StoreCalendar Calendar { get; } = new(TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone) ? zone : TimeZoneInfo.Utc);

    /// <summary>True for amounts in the store's currency; senders may leave it out.</summary>
    public bool IsOurs(string? sent) => sent is null || string.Equals(sent, currency, StringComparison.OrdinalIgnoreCase);

    public static async Task<StoreFacts> LoadAsync(NpgsqlConnection connection, Guid tenantId, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select currency, time_zone from tenants where id = $1", connection);
        command.Parameters.Add(new() { Value = tenantId });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new(tenantId, reader.GetString(0), reader.GetString(1));
    }
}
