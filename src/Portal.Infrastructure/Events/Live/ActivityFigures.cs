namespace Portal.Infrastructure.Events.Live;

/// <summary>What happened last.</summary>
/// <param name="Recent">At most 50 events, newest first.</param>
/// <param name="IsSample">True when more arrived at once than are listed.</param>
public sealed record ActivityFigures(IReadOnlyList<LiveEvent> Recent, bool IsSample);
