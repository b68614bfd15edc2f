using System.ComponentModel.DataAnnotations;

namespace Portal.Infrastructure.Imports;

/// <summary>How many files may be on their way in, and how many a store may have waiting.</summary>
public sealed class UploadOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Uploads";

    /// <summary>Files that one store may send at the same time to this node; 2 by default.</summary>
    [Range(1, 1_000)]
    public int PerStore { get; set; } = 2;

    /// <summary>Files that all stores together may send at the same time to this node; 16 by default.</summary>
    [Range(1, 10_000)]
    public int AtOnce { get; set; } = 16;

    /// <summary>Minutes that one file may take to arrive; 60 by default.</summary>
    [Range(1, 1_440)]
    public int MaxMinutes { get; set; } = 60;

    /// <summary>Files that are kept for one store: those that wait, run, or were only tried; 500 by default.</summary>
    [Range(1, 1_000_000)]
    public int MaxFiles { get; set; } = 500;

    /// <summary>Megabytes that are kept for one store, as they were sent; 5,120 by default.</summary>
    [Range(1, 10_485_760)]
    public int MaxStoredMegabytes { get; set; } = 5_120;
}
