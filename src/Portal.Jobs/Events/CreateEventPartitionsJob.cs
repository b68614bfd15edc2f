using Microsoft.Extensions.Logging;
using Portal.Infrastructure.Data;
using Quartz;

namespace Portal.Jobs.Events;

/// <summary>Creates the partitions of the days that an event may still arrive for, and of the week ahead.</summary>
[DisallowConcurrentExecution]
public sealed partial class CreateEventPartitionsJob(PortalDatabase database, ILogger<CreateEventPartitionsJob> logger) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await using var command = database.App.CreateCommand("select ensure_event_partitions(current_date - 32, current_date + 7)");
        var made = (int)(await command.ExecuteScalarAsync(cancellationToken))!;
        context.Result = $"{made} partitions created";
        Log.Created(logger, made);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Created {Count} event partitions")]
        public static partial void Created(ILogger logger, int count);
    }
}
