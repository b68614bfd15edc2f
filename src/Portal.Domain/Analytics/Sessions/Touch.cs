namespace Portal.Domain.Analytics.Sessions;

/// <summary>How a visitor came, as one event shows it.</summary>
public sealed record Touch(EventMoment Moment, string Channel, string? Source, string? Medium, string? Campaign);

/// <summary>What a visitor came with, as one event shows it.</summary>
public sealed record Origin(EventMoment Moment, string? Device, string? Browser, string? Os, string? Country, string? Region, string? City);

/// <summary>A page that was seen.</summary>
public readonly record struct PageSeen(EventMoment Moment, string Path);
