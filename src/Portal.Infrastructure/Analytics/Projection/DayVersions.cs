using Npgsql;
using Portal.Infrastructure.Analytics.Days;

namespace Portal.Infrastructure.Analytics.Projection;

/// <summary>Gathers the days on which sessions, orders or events change, and gives them a new version in <c>day_versions</c>.</summary>
internal sealed class DayVersions
{
    private const string Raise = """
        insert into day_versions (tenant_id, subject, day, version)
        select $1, d.subject, d.day, $4 from unnest($2::text[], $3::date[]) as d (subject, day) order by 2, 3
        on conflict (tenant_id, subject, day) do update set version = excluded.version
        """;

    private readonly HashSet<(DaySubject Subject, DateOnly Day)> _changed = [];

    /// <summary>A session is new, other than it was, or gone. Its events may have another channel now.</summary>
    /// <param name="from">The day on which it began.</param>
    /// <param name="to">The day on which it ended.</param>
    public void SessionChanged(DateOnly from, DateOnly to)
    {
        _changed.Add((DaySubject.Sessions, from));
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            EventsChanged(day);
        }
    }

    /// <summary>An event of the day is new or gone.</summary>
    public void EventsChanged(DateOnly day) => _changed.Add((DaySubject.Events, day));

    /// <summary>An order of the day is new, other than it was, or gone, or what it is credited to is.</summary>
    public void OrderChanged(DateOnly day) => _changed.Add((DaySubject.Orders, day));

    public async Task WriteAsync(NpgsqlConnection connection, Guid tenantId, CancellationToken cancellationToken)
    {
        if (_changed.Count == 0)
        {
            return;
        }

        await using var next = new NpgsqlCommand("select nextval('day_versions_version')", connection);
        var version = (long)(await next.ExecuteScalarAsync(cancellationToken))!;
        await using var command = new NpgsqlCommand(Raise, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = tenantId });
        command.Column(_changed, c => c.Subject.Name());
        command.Column(_changed, c => c.Day);
        command.Parameters.Add(new() { Value = version });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
