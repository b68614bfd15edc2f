using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Portal.Benchmarks.Neighbours;

/// <summary>Files that cost whoever reads them more than whoever sends them.</summary>
internal static class PoisonFiles
{
    private const int RowsOfAFile = 20_000;
    private const int Columns = 1_000_000;
    private const int UnpackedMegabytes = 256;
    private const int GarbageBytes = 4 * 1024 * 1024;
    private const string Header = "orderId,orderedAt,sku,quantity,unitPrice\n";

    private static readonly (string Name, byte[] Bytes)[] Same =
    [
        ("dates-of-the-first-year.csv", Bytes(Header + Rows(0, _ => "0001-01-01T00:00:00+14:00", _ => "1"))),
        ("a-million-columns.csv.gz", Pack(Bytes(string.Join(',', Enumerable.Repeat("a", Columns)) + "\n"), 1)),
        ("one-cell.csv.gz", Pack(Bytes(new string('x', 1024 * 1024)), UnpackedMegabytes)),
        ("garbage.csv", Garbage()),
        ("equal-rows.csv.gz", Pack(Bytes(Header + Rows(0, _ => "2026-01-01", _ => "1")), UnpackedMegabytes)),
    ];

    /// <summary>How many kinds there are.</summary>
    public static int Kinds => Same.Length + 1;

    /// <summary>One file after the other; each sixth is in good form, new, and half of it wrong.</summary>
    public static (string Name, byte[] Bytes) Make(int number) => number % Kinds is var place && place < Same.Length
        ? Same[place]
        : ("half-of-it-wrong.csv", Bytes(Header + Rows(number, Day, row => row % 2 == 0 ? "2" : "many")));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Day(int row) => new DateOnly(2026, 1, 1).AddDays(row % 100).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Rows(int file, Func<int, string> day, Func<int, string> quantity)
    {
        var text = new StringBuilder();
        for (var row = 0; row < RowsOfAFile; row++)
            text.Append(CultureInfo.InvariantCulture, $"N-{file}-{row},{day(row)},P-{row % 5_000:0000},{quantity(row)},9.95\n");
        return text.ToString();
    }

    private static byte[] Pack(byte[] part, int times)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var time = 0; time < times; time++)
                gzip.Write(part);
        }

        return packed.ToArray();
    }

    private static byte[] Garbage()
    {
        var bytes = new byte[GarbageBytes];
        new Random(1).NextBytes(bytes);
        return bytes;
    }
}
