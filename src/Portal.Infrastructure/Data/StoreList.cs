namespace Portal.Infrastructure.Data;

/// <summary>For work that goes through every store and enters each of them by itself.</summary>
public static class StoreList
{
    /// <summary>Every store, with its time zone.</summary>
    public static async Task<IReadOnlyList<(Guid TenantId, string TimeZone)>> ListStoresAsync(
        this PortalDatabase database, CancellationToken cancellationToken)
    {
        var stores = new List<(Guid, string)>();
        await using var command = database.App.CreateCommand("select id, time_zone from list_tenants()");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            stores.Add((reader.GetGuid(0), reader.GetString(1)));
        }

        return stores;
    }
}
