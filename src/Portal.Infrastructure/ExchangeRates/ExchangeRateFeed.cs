using Npgsql;
using NpgsqlTypes;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.ExchangeRates;

/// <summary>How the reading of the bank's rates goes; the same for every store.</summary>
/// <param name="TriedAt">When the bank was last asked; null before the first time.</param>
/// <param name="ReadAt">When it last answered with rates.</param>
/// <param name="LatestDay">The latest day that it has told of.</param>
/// <param name="NextAt">When it is asked again.</param>
/// <param name="Failures">Times in a row that it could not be read.</param>
/// <param name="Error">Why, the last time; null when it could.</param>
public sealed record FeedState(
    DateTimeOffset? TriedAt, DateTimeOffset? ReadAt, DateOnly? LatestDay, DateTimeOffset? NextAt, int Failures, string? Error);

/// <summary>Keeps how the reading of the bank's rates goes.</summary>
public sealed class ExchangeRateFeed(PortalDatabase database)
{
    public async Task<FeedState> FindAsync(CancellationToken cancellationToken = default)
    {
        await using var command = database.App.CreateCommand(
            "select tried_at, read_at, latest_day, next_at, failures, error from exchange_rate_feed");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new(
            reader.Instant(0), reader.Instant(1), reader.IsDBNull(2) ? null : reader.GetFieldValue<DateOnly>(2), reader.Instant(3),
            reader.GetInt32(4), reader.Text(5));
    }

    internal async Task SaveAsync(FeedState state, CancellationToken cancellationToken)
    {
        await using var command = database.App.CreateCommand(
            "update exchange_rate_feed set tried_at = $1, read_at = $2, latest_day = $3, next_at = $4, failures = $5, error = $6");
        foreach (var (value, type) in ((object?, NpgsqlDbType)[])
            [(state.TriedAt, NpgsqlDbType.TimestampTz), (state.ReadAt, NpgsqlDbType.TimestampTz), (state.LatestDay, NpgsqlDbType.Date),
                (state.NextAt, NpgsqlDbType.TimestampTz), (state.Failures, NpgsqlDbType.Integer), (state.Error, NpgsqlDbType.Text)])
        {
            command.Parameters.Add(new() { Value = value ?? DBNull.Value, NpgsqlDbType = type });
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
