namespace Portal.Components.Shared;

/// <summary>One step of a funnel and how many reached it.</summary>
public sealed record FunnelStep(string Name, long Count);
