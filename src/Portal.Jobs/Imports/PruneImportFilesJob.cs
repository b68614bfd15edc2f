using System.Globalization;
using Portal.Infrastructure.Data;
using Quartz;

namespace Portal.Jobs.Imports;

/// <summary>
/// Deletes files that nobody will import any more: of finished imports, and of dry runs and uploads left alone for a week.
/// </summary>
[DisallowConcurrentExecution]
public sealed class PruneImportFilesJob(PortalDatabase database, TimeProvider time) : IJob
{
    // A piece has a megabyte; what is more than that waits for the next hour.
    private const int MaxPieces = 2_000;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await using var command = database.App.CreateCommand("select prune_import_chunks($1, $2)");
        command.Parameters.Add(new() { Value = time.GetUtcNow() - Kept });
        command.Parameters.Add(new() { Value = MaxPieces });
        var deleted = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        context.Result = string.Create(CultureInfo.InvariantCulture, $"{deleted} pieces of files deleted");
    }
}
