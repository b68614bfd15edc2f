using System.Text;
using Portal.Infrastructure.Exports;
using Portal.Infrastructure.Imports;
using Portal.Infrastructure.Imports.Reading;
using Xunit;

namespace Portal.Infrastructure.Tests.Exports;

/// <summary>What the portal has written as CSV, it reads as what it was.</summary>
public sealed class RoundTripTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private static readonly string[] Texts =
    [
        "=1+1", "-cmd", "+62 812 555", "@home", "'=1+1", "''=1+1", "'tis", "a;b", "a,b", "a\tb", "a|b", "say \"hi\"", "\"=1+1\"",
            "two\nlines", "two\r\nlines", "two\rlines", "-3", "1.50", "😀 naïve",
        "\uFF1D1", "=", "'", "\"", "1e400", "{\"a\":[1,\"b;c\"]}",
    ];

    [Fact]
    public async Task Csv_TextsOfAnyKind_AreImportedUnchanged()
    {
        FileColumn[] columns = [new("key", "Key; or =code"), new("text", "-Text")];
        using var file = new MemoryStream();
        await TableFiles.WriteAsync(file, ExportFormat.Csv, "Texts", columns,
            Texts.Select((text, row) => (IReadOnlyList<object?>)[$"k{row}", text]).ToAsyncEnumerable(), Cancel);
        file.Position = 0;

        var preview = await ImportPreview.ReadAsync(file, new(), new(), Cancel);

        Assert.Equal(columns.Select(column => column.Title), preview!.Headers);
        Assert.Equal(Texts, preview.Rows.Select(row => row[1]));
    }

    [Fact]
    public async Task Csv_RandomTexts_AreImportedUnchangedButForSpacesAroundThem()
    {
        const string signs = "=+-@'\",;|\t\r\n abc0123.\u00a0é😀";
        var random = new Random(8);
        var rows = Enumerable.Range(0, 3_000).Select(_ => Enumerable.Range(0, 3).Select(_ => Text(random, signs)).Prepend("k").ToArray())
            .ToList();
        var csv = new MemoryStream();
        await TableFiles.WriteAsync(csv, ExportFormat.Csv, "Texts", [new("k", "k"), new("a", "a"), new("b", "b"), new("c", "c")],
            rows.ToAsyncEnumerable<IReadOnlyList<object?>>(), Cancel);
        csv.Position = 0;

        var read = new List<string[]>();
        using (var table = await ImportTable.OpenAsync(csv, null, new(), Cancel))
        {
            await foreach (var (_, fields) in table!.RowsAsync(Cancel))
                read.Add(fields);
        }

        Assert.Equal(rows.Select(row => row.Select(text => text.Trim())), read);
    }

    private static string Text(Random random, string signs)
    {
        var text = new StringBuilder();
        for (var count = random.Next(7); count > 0; count--)
            text.Append(signs[random.Next(signs.Length)]);
        return string.Concat(text.ToString().EnumerateRunes().Select(rune => rune.ToString()));
    }
}
