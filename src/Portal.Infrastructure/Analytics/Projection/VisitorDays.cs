using Npgsql;

namespace Portal.Infrastructure.Analytics.Projection;

/// <summary>Keeps <c>visitor_days</c>: on which days each visitor did something.</summary>
internal sealed class VisitorDays(NpgsqlConnection connection, Guid tenantId)
{
    private const string Insert = """
        insert into visitor_days (tenant_id, day, is_bot, visitor, person)
        select $1, * from unnest($2::date[], $3::boolean[], $4::bigint[], $5::bigint[]) as d (day, is_bot, visitor, person)
        order by 2, 3, 4 on conflict do nothing
        returning visitor, person, day, is_bot
        """;

    private readonly HashSet<(DateOnly Day, Browser Browser)> _days = [];

    public void Add(DateOnly day, Browser browser) => _days.Add((day, browser));

    /// <returns>The rows that were not there before.</returns>
    public async Task<List<VisitorDay>> WriteAsync(IReadOnlyDictionary<long, long> persons, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Insert, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = tenantId });
        command.Column(_days, d => d.Day);
        command.Column(_days, d => d.Browser.IsBot);
        command.Column(_days, d => d.Browser.Visitor);
        command.Column(_days, d => persons.GetValueOrDefault(d.Browser.Visitor, d.Browser.Visitor));
        return await VisitorDay.ReadAsync(command, cancellationToken);
    }
}
