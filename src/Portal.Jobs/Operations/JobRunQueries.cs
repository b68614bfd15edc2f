using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;
using Portal.Domain.Shared.Tables;
using Portal.Infrastructure.Data;

namespace Portal.Jobs.Operations;

/// <summary>What jobs came to, for the platform's administrators. Jobs belong to no store.</summary>
public sealed class JobRunQueries(PortalDatabase database)
{
    /// <summary>The latest first.</summary>
    public static readonly TableQuery Default = TableQuery.First with { Sort = "started", Descending = true };

    /// <summary>How a run can end, as people read it.</summary>
    public static IReadOnlyList<string> Outcomes { get; } = ["Running", "Succeeded", "Failed", "Interrupted"];

    private const string Narrowed = "from job_runs where ($1::text is null or job ilike $1 or message ilike $1) and outcome = any ($2)";

    private const string Columns = "id, job, node, started_at, finished_at, outcome, coalesce(message, '')";

    /// <summary>One page of the runs that the query leaves: searched by job and message, filtered by outcome.</summary>
    public async Task<TablePage<JobRun>> PageAsync(TableQuery query, CancellationToken cancellationToken)
    {
        await using var batch = database.App.CreateBatch();
        Add(batch, $"select count(*) {Narrowed}", query);
        Add(batch, $"select {Columns} {Narrowed} {Order(query)} limit {query.Size} offset {query.Offset}", query);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var total = reader.GetInt64(0);
        await reader.NextResultAsync(cancellationToken);
        return new(await ReadAsync(reader, cancellationToken), total);
    }

    /// <summary>Every run that the query leaves, in one statement: there are tens of thousands, and more come meanwhile.</summary>
    public async IAsyncEnumerable<JobRun> StreamAsync(TableQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var batch = database.App.CreateBatch();
        Add(batch, $"select {Columns} {Narrowed} {Order(query)}", query);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            yield return Read(reader);
    }

    /// <summary>The latest run of each job.</summary>
    public async Task<IReadOnlyDictionary<string, JobRun>> LatestAsync(CancellationToken cancellationToken)
    {
        await using var command = database.App.CreateCommand(
            $"select distinct on (job) {Columns} from job_runs order by job, started_at desc");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return (await ReadAsync(reader, cancellationToken)).ToDictionary(run => run.Job);
    }

    private static async Task<List<JobRun>> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var runs = new List<JobRun>();
        while (await reader.ReadAsync(cancellationToken))
            runs.Add(Read(reader));
        return runs;
    }

    private static JobRun Read(NpgsqlDataReader reader) => new(
        reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetFieldValue<DateTimeOffset>(3),
        reader.IsDBNull(4) ? null : reader.GetFieldValue<DateTimeOffset>(4), reader.GetString(5), reader.GetString(6));

    private static void Add(NpgsqlBatch batch, string sql, TableQuery query)
    {
        var filters = query.Filters.Where(filter => filter.Column == "outcome").ToList();
        var outcomes = Outcomes.Where(outcome => filters.All(filter => filter.Accepts(outcome)))
            .Select(outcome => outcome.ToLowerInvariant()).ToArray();
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.Add(new()
        {
            Value = query.Search is null ? DBNull.Value : $"%{Literal(query.Search)}%",
            NpgsqlDbType = NpgsqlDbType.Text
        });
        command.Parameters.Add(new() { Value = outcomes });
        batch.BatchCommands.Add(command);
    }

    // The column is chosen here: what an address says never becomes SQL.
    private static string Order(TableQuery query)
    {
        var column = query.Sort switch
        {
            "job" => "job",
            "duration" => "finished_at - started_at",
            _ => "started_at",
        };
        return $"order by {column} {(query.Descending ? "desc" : "asc")} nulls last, id";
    }

    // Jobs are shown in words and stored as names of classes.
    private static string Literal(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal).Replace(' ', '%');
}
