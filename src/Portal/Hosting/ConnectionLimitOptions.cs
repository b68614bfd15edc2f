using System.ComponentModel.DataAnnotations;

namespace Portal.Hosting;

/// <summary>What a client's connection may cost this node; section <c>Limits</c>.</summary>
public sealed class ConnectionLimitOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Limits";

    /// <summary>Bytes a second that a client has to send of a request's body, and to take of an answer; 500 by default.</summary>
    [Range(1, 1_048_576)]
    public int MinBytesPerSecond { get; set; } = 500;

    /// <summary>Seconds that a client may be slower than that; 10 by default.</summary>
    [Range(2, 600)]
    public int GraceSeconds { get; set; } = 10;

    /// <summary>Seconds for a request's headers to arrive; 15 by default.</summary>
    [Range(1, 600)]
    public int HeaderSeconds { get; set; } = 15;

    /// <summary>Kilobytes of a request's body where the address takes no more: forms and small calls; 1,024 by default.</summary>
    [Range(16, 1_048_576)]
    public int MaxBodyKilobytes { get; set; } = 1_024;

    /// <summary>Connections that are open at the same time; 10,000 by default.</summary>
    [Range(10, 10_000_000)]
    public int MaxConnections { get; set; } = 10_000;

    /// <summary>Circuits that are open at the same time; 5,000 by default.</summary>
    [Range(10, 10_000_000)]
    public int MaxCircuits { get; set; } = 5_000;
}
