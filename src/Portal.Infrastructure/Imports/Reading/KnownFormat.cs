namespace Portal.Infrastructure.Imports.Reading;

/// <summary>Formats that people hand in by mistake, known by their first bytes.</summary>
internal static class KnownFormat
{
    private static readonly (byte[] Start, string Name)[] Formats =
    [
        ([0x50, 0x4B, 0x03, 0x04], "an Excel workbook or a ZIP archive"),
        ([0x50, 0x4B, 0x05, 0x06], "an empty ZIP archive"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel workbook"),
        ([0x25, 0x50, 0x44, 0x46], "a PDF document"),
        ([0x1F, 0x8B], "packed with gzip twice"),
        ([0x42, 0x5A, 0x68, 0x39], "packed with bzip2"),
        ([0x28, 0xB5, 0x2F, 0xFD], "packed with Zstandard"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "packed with xz"),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7-Zip archive"),
        ([0x89, 0x50, 0x4E, 0x47], "an image"),
        ([0xFF, 0xD8, 0xFF], "an image"),
    ];

    /// <summary>The format, as it stands in "It is …"; null for what may be text.</summary>
    public static string? Of(ReadOnlySpan<byte> start)
    {
        foreach (var (bytes, name) in Formats)
        {
            if (start.StartsWith(bytes))
                return name;
        }

        return null;
    }
}
