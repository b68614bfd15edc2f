using System.Globalization;
using Portal.Components.Shared.Tables;
using Portal.Domain.Shared.Text;
using Portal.Jobs.Operations;

namespace Portal.Features.Platform;

/// <summary>The list of what jobs came to, for the administrators' page and for its files.</summary>
internal static class JobRunList
{
    /// <summary>Jobs belong to no store, so their times are those of UTC.</summary>
    public static StoreClock Clock { get; } = StoreClock.For("UTC");

    public static IReadOnlyList<DataColumn<JobRun>> Columns { get; } =
    [
        new("job", "Job", run => JobRun.Words(run.Job)) { Main = true, Sortable = true, Card = CardPlace.Title },
        new("outcome", "Outcome", Outcome) { FilterValues = JobRunQueries.Outcomes, Card = CardPlace.State },
        new("started", "Started, UTC", run => Clock.DayAndMinute(run.StartedAt)) { Sortable = true, Card = CardPlace.Time,
            Export = run => Clock.Local(run.StartedAt) },
        new("duration", "Duration", run => Words(run.Duration)) { Sortable = true, Number = true, Card = CardPlace.Amount,
            Definition = "In files, seconds.", Export = run => run.Duration?.TotalSeconds },
        new("message", "Message", run => run.Message) { Card = CardPlace.Id },
        new("node", "Node", run => run.Node) { Hidden = true },
    ];

    /// <summary>How a run ended, as people read it.</summary>
    public static string Outcome(JobRun run) => char.ToUpperInvariant(run.Outcome[0]) + run.Outcome[1..];

    private static string Words(TimeSpan? duration) => duration switch
    {
        null => NumberFormat.Dash,
        { TotalSeconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{duration.Value.TotalMilliseconds:0} ms"),
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{duration.Value.TotalSeconds:0.0} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)duration.Value.TotalMinutes} min {duration.Value.Seconds} s"),
    };
}
