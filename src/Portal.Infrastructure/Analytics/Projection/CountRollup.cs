using System.Runtime.InteropServices;
using Npgsql;

namespace Portal.Infrastructure.Analytics.Projection;

/// <summary>Differences for a rollup whose measures are numbers beside a key, gathered and then added in one statement.</summary>
/// <param name="merge">The upsert; $1 is the store, then the key's columns, then the measures.</param>
/// <param name="sweep">The delete of rows that came to nothing; $1 is the store, then the key's columns.</param>
internal abstract class CountRollup<TKey, TMeasures>(string merge, string sweep)
    where TKey : notnull
    where TMeasures : struct, IEquatable<TMeasures>
{
    private readonly Dictionary<TKey, TMeasures> _differences = [];

    public async Task WriteAsync(NpgsqlConnection connection, Guid tenantId, CancellationToken cancellationToken)
    {
        var rows = _differences.Where(d => !d.Value.Equals(default)).ToList();
        if (rows.Count == 0)
        {
            return;
        }

        await using (var command = Command(connection, merge, tenantId, rows))
        {
            AddMeasures(command, rows);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        rows.RemoveAll(r => !IsNegative(r.Value));
        if (rows.Count > 0)
        {
            await using var command = Command(connection, sweep, tenantId, rows);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    protected void Count(TKey key, TMeasures measures)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_differences, key, out _);
        sum = Sum(sum, measures);
    }

    protected abstract TMeasures Sum(TMeasures left, TMeasures right);

    protected abstract bool IsNegative(TMeasures measures);

    protected abstract void AddKey(NpgsqlCommand command, List<KeyValuePair<TKey, TMeasures>> rows);

    protected abstract void AddMeasures(NpgsqlCommand command, List<KeyValuePair<TKey, TMeasures>> rows);

    private NpgsqlCommand Command(NpgsqlConnection connection, string sql, Guid tenantId, List<KeyValuePair<TKey, TMeasures>> rows)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = tenantId });
        AddKey(command, rows);
        return command;
    }
}
