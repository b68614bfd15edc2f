using Npgsql;

namespace Portal.Infrastructure.Demo;

/// <summary>
/// Makes the days' partitions before anything else, a month in each transaction: it takes some locks for every
/// partition made, and partitions that stay empty after a crash do no harm.
/// </summary>
internal static class DemoPartitions
{
    private const int DaysAtOnce = 31;

    public static async Task EnsureAsync(
        NpgsqlDataSource owner, DateTimeOffset from, DateTimeOffset until, IProgress<DemoProgress>? progress,
        CancellationToken cancellationToken)
    {
        var first = DateOnly.FromDateTime(from.UtcDateTime);
        var last = DateOnly.FromDateTime(until.UtcDateTime).AddDays(1);
        for (var day = first; day <= last; day = day.AddDays(DaysAtOnce))
        {
            await using var command = owner.CreateCommand("select ensure_event_partitions($1, $2)");
            command.CommandTimeout = 0;
            command.Parameters.Add(new() { Value = day });
            command.Parameters.Add(new() { Value = day.AddDays(DaysAtOnce - 1) < last ? day.AddDays(DaysAtOnce - 1) : last });
            await command.ExecuteScalarAsync(cancellationToken);
            progress?.Report(new(0.1 * (day.DayNumber - first.DayNumber) / (last.DayNumber - first.DayNumber), "Preparing the calendar"));
        }
    }
}
