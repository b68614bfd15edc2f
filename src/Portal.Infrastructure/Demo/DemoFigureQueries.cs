using Microsoft.Extensions.Logging;
using Npgsql;
using Portal.Domain.Home;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Home;

namespace Portal.Infrastructure.Demo;

/// <summary>
/// The demo store's figures for the sign-in page, kept for half a minute. Anyone may ask for that page as often as they
/// like: one reads while the others get what is known, so the database is asked no more often than that.
/// </summary>
public sealed partial class DemoFigureQueries(
    PortalDatabase database, HomeQueries home, TimeProvider time, ILogger<DemoFigureQueries> logger) : IDisposable
{
    /// <summary>How long an answer is given again.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);

    private const int Products = 3;

    private readonly SemaphoreSlim _reading = new(1);
    private volatile Answer _known = new(null, DateTimeOffset.MinValue);

    /// <summary>The figures; null while there is no open demo store or it cannot be read.</summary>
    public async Task<DemoFigures?> FindAsync(CancellationToken cancellationToken = default)
    {
        // With something to show nobody waits; only the very first visitors do.
        if (IsFresh || !await _reading.WaitAsync(_known.Figures is null ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, cancellationToken))
            return _known.Figures;

        try
        {
            if (!IsFresh)
                _known = new(await ReadSafelyAsync(), time.GetUtcNow());
            return _known.Figures;
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _reading.Dispose();

    private bool IsFresh => time.GetUtcNow() - _known.At < Kept;

    // Not cancelled with the request: what it reads is for the others too.
    private async Task<DemoFigures?> ReadSafelyAsync()
    {
        try
        {
            return await ReadAsync(CancellationToken.None);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            Log.NotRead(logger, exception);
            return null;
        }
    }

    private async Task<DemoFigures?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await StoreAsync(cancellationToken) is not { } store)
            return null;

        var now = time.GetUtcNow();
        var day = StoreClock.For(store.TimeZone).Day(now);
        return new(
            store,
            await home.DayAsync(store, day, now, cancellationToken),
            await home.DayAsync(store, day.AddDays(-1), now, cancellationToken),
            await VisitorsAsync(store.TenantId, now, cancellationToken),
            [.. (await home.ProductsAsync(store, day, now, cancellationToken)).Take(Products)],
            now);
    }

    private async Task<CurrentStore?> StoreAsync(CancellationToken cancellationToken)
    {
        Guid? id;
        await using (var find = database.App.CreateCommand("select id from list_tenants() where is_demo limit 1"))
            id = (Guid?)await find.ExecuteScalarAsync(cancellationToken);
        if (id is not { } tenantId)
            return null;

        await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        await using var command = new NpgsqlCommand("select slug, name, currency, time_zone, country from tenants where id = $1",
            connection);
        command.Parameters.Add(new() { Value = tenantId });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new(tenantId, reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4),
                StoreRole.Viewer)
            { IsDemo = true }
            : null;
    }

    private async Task<IReadOnlyList<int>> VisitorsAsync(Guid tenantId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        await using var command = new NpgsqlCommand("""
            select 11 - floor(extract(epoch from $2 - received_at) / 300)::int, count(distinct coalesce(anonymous_id, user_id))::int
            from events
            where tenant_id = $1 and received_at > $2 - interval '1 hour' and received_at <= $2
              and (event_day >= ($2 at time zone 'UTC')::date - 1 or event_day = '1970-01-01')
            group by 1
            """, connection);
        command.Parameters.Add(new() { Value = tenantId });
        command.Parameters.Add(new() { Value = now });
        var visitors = new int[12];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            visitors[Math.Clamp(reader.GetInt32(0), 0, 11)] = reader.GetInt32(1);
        return visitors;
    }

    private sealed record Answer(DemoFigures? Figures, DateTimeOffset At);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The demo store's figures could not be read for the sign-in page")]
        public static partial void NotRead(ILogger logger, Exception exception);
    }
}

/// <summary>What a stranger sees of the demo store before signing in.</summary>
/// <param name="Visitors">Different visitors in each five minutes of the past hour; the last entry is now.</param>
/// <param name="Products">The best sellers of today, by revenue.</param>
/// <param name="AsOf">When it was read.</param>
public sealed record DemoFigures(
    CurrentStore Store, DayFigures Today, DayFigures Yesterday, IReadOnlyList<int> Visitors, IReadOnlyList<ProductSales> Products,
    DateTimeOffset AsOf);
