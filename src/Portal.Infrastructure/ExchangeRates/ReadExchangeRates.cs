using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using Polly;
using Portal.Domain.ExchangeRates;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.ExchangeRates;

/// <summary>
/// Reads what the bank publishes and gives every store the rates of its currency. A rate that is known stays as it is, whoever
/// stated it. When the bank cannot be read it is asked again after an hour, then after two, four and so on up to a day.
/// </summary>
public sealed class ReadExchangeRates(
    PortalDatabase database, ExchangeRateFeed feed, IHttpClientFactory clients, IOptions<ExchangeRateOptions> options, TimeProvider time)
{
    /// <summary>The name of its client.</summary>
    public const string Client = "exchange-rates";

    /// <summary>Bytes of the bank's document at most.</summary>
    public const int LargestDocument = 8 * 1024 * 1024;

    private const int LongestError = 300;

    // The bank publishes at 16:00 in Frankfurt, 14:00 or 15:00 UTC, on the days that banks work.
    private static readonly TimeSpan Published = TimeSpan.FromHours(15.25);
    private static readonly TimeSpan FirstPause = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    public async Task<ReadExchangeRatesResult> RunAsync(CancellationToken cancellationToken = default)
    {
        if (options.Value.Address.Length == 0)
            return new ReadExchangeRatesResult.Off();
        var (now, state) = (time.GetUtcNow(), await feed.FindAsync(cancellationToken));
        if (state.NextAt > now)
            return new ReadExchangeRatesResult.NotYet(state.NextAt.Value);

        try
        {
            using var client = clients.CreateClient(Client);
            await using var document = new MemoryStream(await client.GetByteArrayAsync(new Uri(options.Value.Address), cancellationToken));
            var days = EuroRatesXml.Read(document);
            var added = await SaveAsync(days, cancellationToken);
            await feed.SaveAsync(new(now, now, days.Max(day => day.Day), NextPublication(now), 0, null), cancellationToken);
            return new ReadExchangeRatesResult.Read(days.Count, added);
        }
        catch (Exception exception) when (exception is HttpRequestException or InvalidDataException or ExecutionRejectedException
            || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            var next = now + Pause(state.Failures);
            var error = exception.Message[..Math.Min(exception.Message.Length, LongestError)];
            await feed.SaveAsync(state with { TriedAt = now, NextAt = next, Failures = state.Failures + 1, Error = error },
                cancellationToken);
            return new ReadExchangeRatesResult.Failed(error, next);
        }
    }

    private async Task<long> SaveAsync(IReadOnlyList<EuroRates> days, CancellationToken cancellationToken)
    {
        var added = 0L;
        foreach (var (tenantId, _) in await database.ListStoresAsync(cancellationToken))
        {
            await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
            await using var find = new NpgsqlCommand("select currency from tenants where id = $1", connection);
            find.Parameters.Add(new() { Value = tenantId });
            var currency = (string)(await find.ExecuteScalarAsync(cancellationToken))!;
            var rows = days.OrderBy(day => day.Day)
                .SelectMany(day => day.For(currency).Select(rate => (day.Day, Currency: rate.Key, Rate: rate.Value))).ToList();
            await using var insert = new NpgsqlCommand("""
                insert into exchange_rates (tenant_id, currency, day, rate, source, updated_at)
                select $1, r.currency, r.day, r.rate, 'bank', $5 from unnest($2::text[], $3::date[], $4::numeric[]) as r (currency, day,
                  rate)
                on conflict do nothing
                """, connection);
            insert.Parameters.Add(new() { Value = tenantId });
            insert.Parameters.Add(new() { Value = rows.Select(row => row.Currency).ToArray() });
            insert.Parameters.Add(new() { Value = rows.Select(row => row.Day).ToArray() });
            insert.Parameters.Add(new() { Value = rows.Select(row => row.Rate).ToArray() });
            insert.Parameters.Add(new() { Value = time.GetUtcNow().UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
            added += await insert.ExecuteNonQueryAsync(cancellationToken);
        }

        return added;
    }

    private static TimeSpan Pause(int failures) => failures >= 5 ? LongestPause : FirstPause * Math.Pow(2, failures);

    private static DateTimeOffset NextPublication(DateTimeOffset now)
    {
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero) + Published;
        return now < today ? today : today.AddDays(1);
    }
}

/// <summary>How a reading of the bank's rates ended.</summary>
public abstract record ReadExchangeRatesResult
{
    private ReadExchangeRatesResult()
    {
    }

    /// <summary>No address is set.</summary>
    public sealed record Off : ReadExchangeRatesResult;

    /// <summary>There is nothing new to expect before then, or the bank is left alone after a failure.</summary>
    public sealed record NotYet(DateTimeOffset Until) : ReadExchangeRatesResult;

    /// <param name="Days">That the document told of.</param>
    /// <param name="Added">Rates that stores did not have.</param>
    public sealed record Read(int Days, long Added) : ReadExchangeRatesResult;

    /// <param name="Reason">In the words of whatever failed.</param>
    public sealed record Failed(string Reason, DateTimeOffset NextAt) : ReadExchangeRatesResult;
}
