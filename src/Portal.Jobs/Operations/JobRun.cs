using System.Text;

namespace Portal.Jobs.Operations;

/// <summary>One run of a job, as it was recorded.</summary>
/// <param name="Outcome">running, succeeded, failed or interrupted.</param>
/// <param name="Message">What the job said of its work, or why it failed; empty when it said nothing.</param>
public sealed record JobRun(
    string Id, string Job, string Node, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, string Outcome, string Message)
{
    public const string Running = "running";
    public const string Succeeded = "succeeded";
    public const string Failed = "failed";
    public const string Interrupted = "interrupted";

    /// <summary>How long it took; null while it runs.</summary>
    public TimeSpan? Duration => FinishedAt - StartedAt;

    /// <summary>The job's class in words: CreateEventPartitionsJob is "Create event partitions".</summary>
    public static string Words(string job)
    {
        var words = new StringBuilder();
        foreach (var letter in job.EndsWith("Job", StringComparison.Ordinal) ? job[..^3] : job)
        {
            if (char.IsUpper(letter) && words.Length > 0)
                words.Append(' ').Append(char.ToLowerInvariant(letter));
            else
                words.Append(letter);
        }

        return words.ToString();
    }
}
