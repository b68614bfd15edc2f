using Npgsql;
using Portal.Domain.Orders;

namespace Portal.Infrastructure.Orders;

/// <summary>
/// A store's orders held for one change: what is read until the turn ends stays true, since nobody else writes meanwhile.
/// Without a write nothing has happened.
/// </summary>
public sealed class OrderLock : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly Guid _tenantId;
    private readonly DateTimeOffset _now;

    internal OrderLock(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid tenantId, DateTimeOffset now) =>
        (_connection, _transaction, _tenantId, _now) = (connection, transaction, tenantId, now);

    /// <summary>Takes in what is stated and ends the turn.</summary>
    public async Task<OrderWriteResult> WriteAsync(OrderSource source, OrderInputBatch batch, CancellationToken cancellationToken)
    {
        var result = await OrderWriter.WriteAsync(_connection, _tenantId, source, batch, _now, cancellationToken);
        await _transaction.CommitAsync(cancellationToken);
        return result;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
