using Portal.Domain.Shared.Tables;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Marketing;

/// <summary>Campaigns with what they cost so far.</summary>
public sealed class CampaignQueries(PortalDatabase database)
{
    /// <summary>The states of a campaign.</summary>
    public static readonly IReadOnlyList<string> Statuses = ["planned", "active", "paused", "ended"];

    private const string Campaigns = """
        select c.id, c.code, c.name, c.channel, c.source, c.status, c.starts_on, c.ends_on, c.budget, s.cost, s.clicks
        from campaigns c
        cross join lateral (
          select coalesce(sum(s.cost), 0) as cost, coalesce(sum(s.clicks), 0)::bigint as clicks
          from ad_spend s where s.tenant_id = $1 and s.campaign = c.code and s.channel = c.channel) s
        where c.tenant_id = $1 and ($2::text is null or c.name ilike $2 or c.code ilike $2) and ($3::text[] is null or c.status = any ($3))
          and ($4::text[] is null or c.status <> all ($4))
        """;

    private static readonly Dictionary<string, string> Sorts = new()
    {
        ["name"] = "lower(c.name)",
        ["channel"] = "c.channel",
        ["start"] = "c.starts_on",
        ["budget"] = "c.budget",
        ["cost"] = "s.cost",
        ["clicks"] = "s.clicks",
    };

    /// <summary>One page of the campaigns, dearest first without another order.</summary>
    public async Task<TablePage<Campaign>> ListAsync(Guid tenantId, TableQuery query, CancellationToken cancellationToken = default)
    {
        string[]? Chosen(TableOperator comparison) =>
            query.Filters.Where(filter => filter.Column == "status" && filter.Operator == comparison).SelectMany(filter => filter.Values)
                .ToArray() is { Length: > 0 } words ? words : null;
        object?[] values = [TableSql.Pattern(query.Search), Chosen(TableOperator.Is), Chosen(TableOperator.IsNot)];
        var total = await database.FindAsync(tenantId, $"select count(*) from ({Campaigns}) n", values, row => (object)row.GetInt64(0),
            cancellationToken);
        return new(
            await database.ListAsync(
                tenantId, $"{Campaigns} {TableSql.Page(query, Sorts, "cost", "c.id")}", values,
                row => new Campaign(
                    row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5),
                    row.IsDBNull(6) ? null : row.GetFieldValue<DateOnly>(6),
                    row.IsDBNull(7) ? null : row.GetFieldValue<DateOnly>(7), row.IsDBNull(8) ? null : row.GetDecimal(8), row.GetDecimal(9),
                    row.GetInt64(10)),
                cancellationToken),
            (long)total!);
    }
}

/// <summary>A campaign with what it cost so far.</summary>
/// <param name="Code">As links name it.</param>
public sealed record Campaign(
    Guid Id, string Code, string Name, string Channel, string Source, string Status, DateOnly? StartsOn, DateOnly? EndsOn, decimal? Budget,
    decimal Cost, long Clicks);
