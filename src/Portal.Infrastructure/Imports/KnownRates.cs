using Npgsql;
using Portal.Infrastructure.Orders.Writing;

namespace Portal.Infrastructure.Imports;

/// <summary>From which day on a store knows what other currencies are worth, so that a row it could not count is named at once.</summary>
internal sealed class KnownRates(string currency, TimeZoneInfo zone, IReadOnlyDictionary<string, DateOnly> since)
{
    public static async Task<KnownRates> LoadAsync(
        NpgsqlConnection connection, LedgerStore store, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var since = new Dictionary<string, DateOnly>();
        await using var command = new NpgsqlCommand("select currency, min(day) from exchange_rates where tenant_id = $1 group by currency",
            connection);
        command.Parameters.Add(new() { Value = store.TenantId });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            since[reader.GetString(0)] = reader.GetFieldValue<DateOnly>(1);
        }

        return new(store.Currency, zone, since);
    }

    /// <summary>Why an amount of money cannot be counted; null when it can.</summary>
    /// <param name="foreign">Its currency; null for the store's own.</param>
    /// <param name="rate">That the row itself states.</param>
    public string? Problem(string? foreign, decimal? rate, DateTimeOffset at)
    {
        if (foreign is null || foreign == currency || rate is not null)
            return null;
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
        return since.TryGetValue(foreign, out var first) && first <= day
            ? null
            : $"Currency: what {foreign} was worth in {currency} on {day:yyyy-MM-dd} is not known. Add a column with the exchange rate.";
    }
}
