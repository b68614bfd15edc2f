using Npgsql;

namespace Portal.Infrastructure.Demo;

/// <summary>The store and site that the demo's rows belong to.</summary>
public sealed record DemoTarget(Guid TenantId, Guid SiteId)
{
    /// <summary>A statement whose $1 is the store, and whose others are the values.</summary>
    internal NpgsqlCommand Command(NpgsqlConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new() { Value = TenantId });
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return command;
    }
}

/// <summary>How far the making of a demo store is.</summary>
/// <param name="Share">Work done, from 0 to 1.</param>
/// <param name="Phrase">What is being done, for people.</param>
public sealed record DemoProgress(double Share, string Phrase);

/// <summary>What was written.</summary>
public sealed record DemoTotals(long Events, int Customers, int Orders, decimal Revenue, decimal Refunded);
