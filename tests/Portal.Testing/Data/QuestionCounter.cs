using System.Diagnostics;
using Npgsql;

namespace Portal.Testing.Data;

/// <summary>Counts the statements that are sent to one database, of those that contain some words, as Npgsql traces them.</summary>
public sealed class QuestionCounter : IDisposable
{
    private readonly ActivityListener _listener;
    private int _count;

    /// <param name="connectionString">Of the database.</param>
    public QuestionCounter(string connectionString, string words)
    {
        var database = new NpgsqlConnectionStringBuilder(connectionString).Database!;
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (Tag(activity, "db.namespace", "db.name").Contains(database, StringComparison.Ordinal)
                    && Tag(activity, "db.query.text", "db.statement").Contains(words, StringComparison.Ordinal))
                    Interlocked.Increment(ref _count);
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>How many so far.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <inheritdoc />
    public void Dispose() => _listener.Dispose();

    // The name of today's conventions, and the one before.
    private static string Tag(Activity activity, string name, string former) =>
        (activity.GetTagItem(name) ?? activity.GetTagItem(former)) as string ?? "";
}
