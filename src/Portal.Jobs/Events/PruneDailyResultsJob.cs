using System.Globalization;
using Portal.Infrastructure.Data;
using Quartz;

namespace Portal.Jobs.Events;

/// <summary>Forgets days' answers that were counted longer than five weeks ago; who still asks has them counted again.</summary>
[DisallowConcurrentExecution]
public sealed class PruneDailyResultsJob(PortalDatabase database, TimeProvider time) : IJob
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(35);

    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await using var command = database.App.CreateCommand("select prune_day_answers($1)");
        command.Parameters.Add(new() { Value = time.GetUtcNow() - Kept });
        var forgotten = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        context.Result = string.Create(CultureInfo.InvariantCulture, $"{forgotten} answers forgotten");
    }
}
