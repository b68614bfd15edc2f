namespace Portal.Components.Shared;

/// <summary>One thing that happened.</summary>
/// <param name="Time">As it reads: 14:32, 17 Nov, 20:11.</param>
public sealed record TimelineItem(string Icon, string Title, string? Detail, string Time, Severity Severity = Severity.Neutral);
