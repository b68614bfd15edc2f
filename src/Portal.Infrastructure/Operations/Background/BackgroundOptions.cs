using System.ComponentModel.DataAnnotations;

namespace Portal.Infrastructure.Operations.Background;

/// <summary>When background work is no longer tried by itself; section <c>Background</c>.</summary>
public sealed class BackgroundOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Background";

    /// <summary>Failures in a row after which a unit of work is set aside until a person retries it; 5 by default.</summary>
    [Range(1, 100)]
    public int MaxFailures { get; set; } = 5;

    /// <summary>Times in a row that the process may end while it works on a unit before that unit is set aside; 3 by default.</summary>
    [Range(1, 100)]
    public int MaxCrashes { get; set; } = 3;
}
