using System.ComponentModel.DataAnnotations;

namespace Portal.Infrastructure.Imports;

/// <summary>What a file of an import may be. The limits hold while it is read, before anything in it is guessed.</summary>
public sealed class ImportFileOptions : IValidatableObject
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Imports";

    /// <summary>Characters of a column's name at most.</summary>
    public const int MaxHeaderCharacters = 200;

    /// <summary>How many times larger than its packed form a file may be, once it is larger than <see cref="RatioBytes"/>.</summary>
    public const int MaxRatio = 200;

    /// <summary>Up to this size a ratio says nothing: small files of equal rows pack well.</summary>
    public const long RatioBytes = 16 * Megabyte;

    private const long Megabyte = 1024 * 1024;

    /// <summary>Megabytes of a file after unpacking; 4,096 by default.</summary>
    [Range(1, 65_536)]
    public int MaxUnpackedMegabytes { get; set; } = 4_096;

    /// <summary>Rows of a file, its header not counted; 20 million by default.</summary>
    [Range(1, 1_000_000_000)]
    public int MaxRows { get; set; } = 20_000_000;

    /// <summary>Columns of a file; 1,000 by default.</summary>
    [Range(1, 10_000)]
    public int MaxColumns { get; set; } = 1_000;

    /// <summary>Characters of one value; 100,000 by default.</summary>
    [Range(200, 1_000_000)]
    public int MaxCellCharacters { get; set; } = 100_000;

    /// <summary>Characters of all values of one row; a million by default.</summary>
    [Range(200, 10_000_000)]
    public int MaxRowCharacters { get; set; } = 1_000_000;

    /// <summary>Bytes of a file after unpacking.</summary>
    internal long MaxUnpackedBytes => MaxUnpackedMegabytes * Megabyte;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MaxRowCharacters < MaxCellCharacters)
            yield return new($"A row holds at least one value: set it to {nameof(MaxCellCharacters)} or more.", [nameof(MaxRowCharacters)]);
    }
}
