using Npgsql;
using NpgsqlTypes;
using Portal.Domain.Orders;
using Portal.Infrastructure.Api;
using Portal.Infrastructure.Orders.Writing;

namespace Portal.Infrastructure.Orders.Api;

/// <summary>
/// A resource whose rows are words on orders: they go through the staging tables, so that the ledger, its sums and the stock
/// follow in the transaction of the write.
/// </summary>
internal abstract class StatedResource : OrderDocumentResource
{
    /// <summary>Refuses what is no code of a currency.</summary>
    protected static readonly string KnownCurrency = ResourceSql.Reject("i.\"currency\" !~ '^[A-Z]{3}$'", "currency",
        "Send three letters, ISO 4217.");

    /// <summary>The statements that fill the staging tables from <c>incoming</c>. $3 is the store's currency, $4 its time zone.</summary>
    protected abstract IReadOnlyList<string> Stage { get; }

    /// <summary>The statements that tell <c>incoming</c> what became of its rows.</summary>
    protected abstract IReadOnlyList<string> Settled { get; }

    internal override async Task FinalizeAsync(
        NpgsqlConnection connection, Guid tenantId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await StagingTables.PrepareAsync(connection, cancellationToken);
        var store = await LedgerStore.LoadAsync(connection, tenantId, cancellationToken);
        await ExecuteAsync(connection, Stage, store, now, cancellationToken);
        await MergeAsync(new(connection, store), now, cancellationToken);
        await ExecuteAsync(connection, Settled, store, now, cancellationToken);
    }

    /// <summary>Takes in what is staged.</summary>
    protected virtual Task MergeAsync(OrderMerge merge, DateTimeOffset now, CancellationToken cancellationToken) =>
        merge.RunAsync(OrderSource.Api, now, cancellationToken);

    /// <summary>What a merge says of staged documents: without a rate they are refused, written ones have changed.</summary>
    /// <param name="staged">The staging table.</param>
    /// <param name="id">Its column with what a row becomes.</param>
    protected static IReadOnlyList<string> Outcomes(string staged, string id) =>
    [
        ResourceSql.Reject(
            $"exists (select from {staged} s where s.{id} = i.target and s.outcome = '{InputOutcomes.NoRate}')", "currency",
            "There is no exchange rate of its day; send exchangeRate."),
        $"update incoming i set changed = true from {staged} s where s.{id} = i.target and s.outcome in {InputOutcomes.Written}",
    ];

    private static async Task ExecuteAsync(
        NpgsqlConnection connection, IReadOnlyList<string> statements, LedgerStore store, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        await using var batch = connection.CreateBatch();
        foreach (var statement in statements)
        {
            var command = new NpgsqlBatchCommand(statement);
            command.Parameters.Add(new() { Value = store.TenantId });
            command.Parameters.Add(new() { Value = now.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
            command.Parameters.Add(new() { Value = store.Currency, NpgsqlDbType = NpgsqlDbType.Text });
            command.Parameters.Add(new() { Value = store.TimeZone, NpgsqlDbType = NpgsqlDbType.Text });
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
