using Npgsql;
using Portal.Domain.Analytics;

namespace Portal.Infrastructure.Analytics.Projection;

/// <summary>What products were last called, for <c>event_products</c>.</summary>
internal sealed class ProductNames
{
    private const string Merge = """
        insert into event_products as p (tenant_id, product_id, name, named_at, tie)
        select $1, * from unnest($2::text[], $3::text[], $4::timestamptz[], $5::bigint[])
        on conflict (tenant_id, product_id) do update set name = excluded.name, named_at = excluded.named_at, tie = excluded.tie
        where (excluded.named_at, excluded.tie) > (p.named_at, p.tie)
        """;

    private readonly Dictionary<string, (string Name, EventMoment Moment)> _names = [];

    public void Add(string productId, string? name, EventMoment moment)
    {
        if (!string.IsNullOrEmpty(name) && (!_names.TryGetValue(productId, out var known) || known.Moment < moment))
        {
            _names[productId] = (name, moment);
        }
    }

    public async Task WriteAsync(NpgsqlConnection connection, Guid tenantId, CancellationToken cancellationToken)
    {
        if (_names.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(Merge, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = tenantId });
        command.Column(_names, n => n.Key);
        command.Column(_names, n => n.Value.Name);
        command.Column(_names, n => n.Value.Moment.At);
        command.Column(_names, n => n.Value.Moment.Tie);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
