using System.Security.Cryptography;
using System.Text;
using Npgsql;
using NpgsqlTypes;
using Portal.Domain.Analytics;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Analytics.Days;

/// <summary>
/// Keeps, for questions whose answers add up over days, the answer of each day in the table, and asks again only for days
/// on which something has changed since.
/// </summary>
public sealed class DailyResultCache(PortalDatabase database, TimeProvider time)
{
    // A first question about a year is answered month by month, so that memory stays small and nothing is asked twice.
    private const int DaysAtOnce = 31;

    private const int LongestKey = 300;

    /// <summary>The answers of a range's days, those without any left out.</summary>
    /// <param name="subject">What the answers are counted from.</param>
    /// <param name="question">Everything but the days that an answer depends on, as one text.</param>
    /// <param name="ask">Counts some days that follow each other; null when they cannot be counted, which ends it.</param>
    /// <returns>Null when some days could not be counted.</returns>
    public async Task<IReadOnlyDictionary<DateOnly, byte[]>?> FindAsync(
        Guid tenantId, DaySubject subject, string question, AnalyticsRange range,
        Func<AnalyticsRange, CancellationToken, Task<IReadOnlyDictionary<DateOnly, byte[]>?>> ask, CancellationToken cancellationToken)
    {
        var known = new Dictionary<DateOnly, byte[]>();
        var versions = await LoadAsync(tenantId, subject, Key(question, range), range, known.Add, cancellationToken);
        foreach (var run in Runs(range, day => !known.ContainsKey(day)))
        {
            if (await CountAsync(tenantId, subject, question, run, versions, ask, cancellationToken) is not { } counted)
            {
                return null;
            }

            foreach (var day in run.Days.Each())
            {
                known[day] = counted.GetValueOrDefault(day, []);
            }
        }

        return known.Where(day => day.Value.Length > 0).ToDictionary();
    }

    /// <summary>Hands over the answers that are kept and still hold, one after the other; nothing is counted.</summary>
    /// <returns>The days without one, those that follow each other together.</returns>
    public async Task<IReadOnlyList<AnalyticsRange>> ReadKeptAsync(
        Guid tenantId, DaySubject subject, string question, AnalyticsRange range, Action<DateOnly, byte[]> take,
        CancellationToken cancellationToken)
    {
        var known = new HashSet<DateOnly>();
        await LoadAsync(
            tenantId, subject, Key(question, range), range,
            (day, answer) =>
            {
                known.Add(day);
                take(day, answer);
            },
            cancellationToken);
        return [.. Runs(range, day => !known.Contains(day))];
    }

    /// <summary>Counts and keeps the answers of days that have none, or one that no longer holds, ahead of anybody who asks.</summary>
    /// <inheritdoc cref="FindAsync" path="/param"/>
    /// <returns>How many days were counted.</returns>
    public async Task<int> FillAsync(
        Guid tenantId, DaySubject subject, string question, AnalyticsRange range,
        Func<AnalyticsRange, CancellationToken, Task<IReadOnlyDictionary<DateOnly, byte[]>?>> ask, CancellationToken cancellationToken)
    {
        var known = new HashSet<DateOnly>();
        var versions = await LoadAsync(tenantId, subject, Key(question, range), range, (day, _) => known.Add(day), cancellationToken,
            isAnswerWanted: false);
        var days = 0;
        foreach (var run in Runs(range, day => !known.Contains(day)))
        {
            if (await CountAsync(tenantId, subject, question, run, versions, ask, cancellationToken) is null)
            {
                break;
            }

            days += run.Days.Days;
        }

        return days;
    }

    private static string Key(string question, AnalyticsRange range) =>
        Key($"{question} {range.TimeZone}{(range.IncludeBots ? " bots" : "")}");

    // An index holds no long texts.
    private static string Key(string question) =>
        question.Length <= LongestKey ? question : "sha256 " + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(question)));

    private static IEnumerable<AnalyticsRange> Runs(AnalyticsRange range, Func<DateOnly, bool> isMissing)
    {
        DateOnly? from = null;
        for (var day = range.From; day <= range.To.AddDays(1); day = day.AddDays(1))
        {
            var isIn = day <= range.To && isMissing(day);
            if (from is { } start && (!isIn || day.DayNumber - start.DayNumber == DaysAtOnce))
            {
                yield return range with { Days = new(start, day.AddDays(-1)) };
                from = null;
            }

            if (isIn)
            {
                from ??= day;
            }
        }
    }

    private async Task<IReadOnlyDictionary<DateOnly, byte[]>?> CountAsync(
        Guid tenantId, DaySubject subject, string question, AnalyticsRange run, Dictionary<DateOnly, long> versions,
        Func<AnalyticsRange, CancellationToken, Task<IReadOnlyDictionary<DateOnly, byte[]>?>> ask, CancellationToken cancellationToken)
    {
        if (await ask(run, cancellationToken) is not { } counted)
        {
            return null;
        }

        // What changed while it was counted may be in it or not: such a day's answer does for now and is not kept.
        var after = await VersionsAsync(tenantId, subject, run, cancellationToken);
        var kept = run.Days.Each()
            .Where(day => versions.GetValueOrDefault(day) == after.GetValueOrDefault(day))
            .Select(day => (day, versions.GetValueOrDefault(day), counted.GetValueOrDefault(day, [])))
            .ToList();
        await SaveAsync(tenantId, Key(question, run), kept, cancellationToken);
        return counted;
    }

    // Hands each answer that holds over, and returns the days' versions.
    private async Task<Dictionary<DateOnly, long>> LoadAsync(
        Guid tenantId, DaySubject subject, string question, AnalyticsRange range, Action<DateOnly, byte[]> take,
        CancellationToken cancellationToken, bool isAnswerWanted = true)
    {
        var versions = new Dictionary<DateOnly, long>();
        var rows = database.StreamAsync(
            tenantId,
            $"""
            select coalesce(v.day, a.day), v.version, case when a.version = coalesce(v.version,
              0) then {(isAnswerWanted ? "a.answer" : "''::bytea")} end
            from (select day, version from day_versions where tenant_id = $1 and subject = $2 and day between $4 and $5) as v
            full join (select day, version, answer from day_answers where tenant_id = $1 and question = $3 and day between $4
              and $5) as a using (day)
            """,
            [subject.Name(), question, range.From, range.To],
            row => (Day: row.GetFieldValue<DateOnly>(0), Version: row.IsDBNull(1) ? 0 : row.GetInt64(1),
                Answer: row.IsDBNull(2) ? null : row.GetFieldValue<byte[]>(2)),
            cancellationToken);
        await foreach (var (day, version, answer) in rows)
        {
            versions[day] = version;
            if (answer is not null)
            {
                take(day, answer);
            }
        }

        return versions;
    }

    private async Task<Dictionary<DateOnly, long>> VersionsAsync(
        Guid tenantId, DaySubject subject, AnalyticsRange range, CancellationToken cancellationToken) => new(
        await database.ListAsync(
            tenantId, "select day, version from day_versions where tenant_id = $1 and subject = $2 and day between $3 and $4",
            [subject.Name(), range.From, range.To],
            row => KeyValuePair.Create(row.GetFieldValue<DateOnly>(0), row.GetInt64(1)), cancellationToken));

    private async Task SaveAsync(
        Guid tenantId, string question, List<(DateOnly Day, long Version, byte[] Answer)> days, CancellationToken cancellationToken)
    {
        if (days.Count == 0)
        {
            return;
        }

        await using var connection = await database.OpenForTenantAsync(tenantId, cancellationToken);
        await using var command = new NpgsqlCommand("""
            insert into day_answers as known (tenant_id, question, day, version, made_at, answer)
            select $1, $2, d.day, d.version, $3, d.answer from unnest($4::date[], $5::bigint[], $6::bytea[]) as d (day, version, answer)
              order by d.day
            on conflict (tenant_id, question, day) do update set version = excluded.version, made_at = excluded.made_at,
              answer = excluded.answer
            where known.version <= excluded.version
            """, connection);
        command.Parameters.Add(new() { Value = tenantId });
        command.Parameters.Add(new() { Value = question });
        command.Parameters.Add(new() { Value = time.GetUtcNow().UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = days.ConvertAll(d => d.Day).ToArray() });
        command.Parameters.Add(new() { Value = days.ConvertAll(d => d.Version).ToArray() });
        command.Parameters.Add(new() { Value = days.ConvertAll(d => d.Answer).ToArray() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
