using System.ComponentModel.DataAnnotations;

namespace Portal.Hosting.Process;

/// <summary>How a node leaves; section <c>Shutdown</c>.</summary>
public sealed class ShutdownOptions
{
    /// <summary>Seconds between answering "not ready" and closing the door, for a balancer to notice. Default: 0.</summary>
    [Range(0, 60)]
    public int DrainSeconds { get; init; }
}
