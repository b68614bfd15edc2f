using System.ComponentModel.DataAnnotations;

namespace Portal.Infrastructure.Shared.Spooling;

/// <summary>Where files wait that come from a client or go to one.</summary>
public sealed class SpoolOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Spool";

    /// <summary>Where what does not fit into memory is written; <c>spool</c> in the data folder by default.</summary>
    public string? Directory { get; set; }

    /// <summary>Megabytes that one file may have, as it is sent; 2,048 by default.</summary>
    [Range(1, 1_048_576)]
    public int MaxMegabytes { get; set; } = 2_048;
}
