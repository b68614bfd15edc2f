using System.ComponentModel.DataAnnotations;

namespace Portal.Infrastructure.Events;

/// <summary>How events are taken in.</summary>
public sealed class EventOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Events";

    /// <summary>Connections that write events at the same time; 2 by default.</summary>
    [Range(1, 16)]
    public int Writers { get; set; } = 2;

    /// <summary>Requests that may wait for a writer before new ones are answered 503; 2,000 by default.</summary>
    [Range(1, 100_000)]
    public int QueuedRequests { get; set; } = 2_000;

    /// <summary>Megabytes of rows that may wait for a writer; 128 by default.</summary>
    [Range(1, 4096)]
    public int QueuedMegabytes { get; set; } = 128;

    /// <summary>Events that one commit holds at most, unless a single request has more; 10,000 by default.</summary>
    [Range(1, 1_000_000)]
    public int EventsPerCommit { get; set; } = 10_000;

    /// <summary>Where events are written as CSV before their plan's time ends, a file for each store and day; none by default.</summary>
    public string? ArchiveDirectory { get; set; }
}
