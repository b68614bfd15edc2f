using System.Text;
using System.Text.Json;
using Portal.Hosting.Failures;
using Portal.Infrastructure.Exports;
using Portal.Testing.Exports;
using Xunit;

namespace Portal.Infrastructure.Tests.Exports;

public sealed class TableFilesTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private static readonly FileColumn[] Columns = [new("name", "Name"), new("amount", "Amount, €"), new("day", "Day"), new("at", "At"),
        new("known", "Known")];

    private static readonly object?[][] Rows =
    [
        ["Kopi, \"Gayo\"", 1234.5m, new DateOnly(2026, 3, 1), new DateTimeOffset(2026, 3, 1, 14, 30, 15, TimeSpan.FromHours(7)), true],
        ["=1+1", -3L, null, null, false],
        [null, 0.1, new DateOnly(2024, 2, 29), null, null],
    ];

    [Fact]
    public async Task Csv_IsReadAsItWasWritten()
    {
        var lines = Encoding.UTF8.GetString((await WriteAsync(ExportFormat.Csv, Rows)).ToArray()).Split("\r\n");

        Assert.Equal(
        [
            "\uFEFFName,\"Amount, €\",Day,At,Known", "\"Kopi, \"\"Gayo\"\"\",1234.5,2026-03-01,2026-03-01T14:30:15+07:00,true",
            "'=1+1,-3,,,false", ",0.1,2024-02-29,,", "",
        ], lines);
    }

    [Fact]
    public async Task Json_HasNumbersAndNullsUnderTheColumnsKeys()
    {
        using var json = JsonDocument.Parse(await WriteAsync(ExportFormat.Json, Rows), default);

        Assert.Equal(
            """[{"name":"Kopi, \"Gayo\"","amount":1234.5,"day":"2026-03-01","at":"2026-03-01T14:30:15+07:00","known":true},{"name":"=1+1","amount":-3,"day":null,"at":null,"known":false},{"name":null,"amount":0.1,"day":"2024-02-29","at":null,"known":null}]""",
            json.RootElement.GetRawText());
    }

    [Fact]
    public async Task Xlsx_OpensWithTypedCellsAndNoFormula()
    {
        var book = new Workbook(await WriteAsync(ExportFormat.Xlsx, Rows));

        Assert.Empty(book.Problems());
        Assert.Equal(["Kopi Gayo 2026"], book.Sheets());
        var rows = book.Rows();
        Assert.Equal(["Name", "Amount, €", "Day", "At", "Known"], rows[0]);
        Assert.Equal(["Kopi, \"Gayo\"", 1234.5m, new DateTime(2026, 3, 1), new DateTime(2026, 3, 1, 14, 30, 15), true], rows[1]);
        Assert.Equal(["=1+1", -3m, null, null, false], rows[2]);
        Assert.Equal([null, 0.1m, new DateTime(2024, 2, 29), null, null], rows[3]);
    }

    [Theory]
    [InlineData("a & <b> \"c\"", "a & <b> \"c\"")]
    [InlineData("two\nlines", "two\nlines")]
    [InlineData(" spaces ", " spaces ")]
    [InlineData("😀 naïve", "😀 naïve")]
    [InlineData("bell\u0007", "bell_x0007_")]
    [InlineData("_x0041_ is meant", "_x005F_x0041_ is meant")]
    public async Task Xlsx_HoldsAnyText(string text, string stored)
    {
        var book = new Workbook(await WriteAsync(ExportFormat.Xlsx, [[text, null, null, null, null]]));

        Assert.Empty(book.Problems());
        Assert.Equal(stored, book.Rows()[1][0]);
    }

    [Fact]
    public async Task Xlsx_HalfACharacter_IsReplaced()
    {
        var book = new Workbook(await WriteAsync(ExportFormat.Xlsx, [["half " + '\ud83d' + " pair", null, null, null, null]]));

        Assert.Equal("half \ufffd pair", book.Rows()[1][0]);
    }

    // Opened and left again, such a cell would become a formula without this style.
    [Fact]
    public async Task Xlsx_TextLikeAFormula_StaysTextWhenItIsEdited()
    {
        var book = new Workbook(await WriteAsync(ExportFormat.Xlsx, [["=HYPERLINK(\"https://evil.example\")", -3m, null, null, null]]));

        Assert.Empty(book.Problems());
        Assert.Equal((object?[])["=HYPERLINK(\"https://evil.example\")", -3m, null, null, null], book.Rows()[1]);
        Assert.Equal([true, false], book.TextCells(1).Take(2));
    }

    [Fact]
    public async Task Files_NumbersThatAreNone_AreEmpty()
    {
        object?[][] rows = [["a", double.NaN, null, null, null], ["b", double.PositiveInfinity, null, null, null]];

        var book = new Workbook(await WriteAsync(ExportFormat.Xlsx, rows));
        using var json = JsonDocument.Parse(await WriteAsync(ExportFormat.Json, rows), default);

        Assert.Empty(book.Problems());
        Assert.Null(book.Rows()[1][1]);
        Assert.Equal(JsonValueKind.Null, json.RootElement[1].GetProperty("amount").ValueKind);
        Assert.Contains("a,,,,\r\nb,,,,", Encoding.UTF8.GetString((await WriteAsync(ExportFormat.Csv, rows)).ToArray()),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Xlsx_DaysBeforeExcelsCalendar_AreText()
    {
        var book = new Workbook(await WriteAsync(ExportFormat.Xlsx,
            [[null, null, new DateOnly(1, 1, 1), new DateTimeOffset(1899, 1, 1, 0, 0, 0, TimeSpan.Zero), null]]));

        Assert.Empty(book.Problems());
        Assert.Equal((object?[])[null, null, "0001-01-01", "1899-01-01T00:00:00+00:00", null], book.Rows()[1]);
    }

    [Theory]
    [InlineData("Kopi\u0001 [2026]:\uFFFF'")]
    [InlineData("😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀")]
    [InlineData("")]
    public async Task Xlsx_AnyTitle_OpensTheBook(string title)
    {
        var target = new MemoryStream();
        await TableFiles.WriteAsync(target, ExportFormat.Xlsx, title, Columns, Rows.ToAsyncEnumerable<IReadOnlyList<object?>>(), Cancel);

        Assert.Empty(new Workbook(target).Problems());
    }

    [Fact]
    public async Task Xlsx_SheetIsFull_GoesOnInTheNextOne()
    {
        using var target = new MemoryStream();
        await using (var file = await XlsxFile.CreateAsync(target, "Numbers", [new("n", "N")], Cancel, maxRows: 3))
        {
            for (var number = 1; number <= 5; number++)
                await file.AddAsync([number], Cancel);
            await file.EndAsync(Cancel);
        }

        var book = new Workbook(target);
        Assert.Empty(book.Problems());
        Assert.Equal(["Numbers", "Numbers 2", "Numbers 3"], book.Sheets());
        Assert.Equal(["N", 1m, 2m, "N", 3m, 4m, "N", 5m],
            Enumerable.Range(0, 3).SelectMany(sheet => book.Rows(sheet)).Select(row => row[0]));
    }

    [Theory]
    [InlineData(ExportFormat.Csv)]
    [InlineData(ExportFormat.Json)]
    [InlineData(ExportFormat.Xlsx)]
    public async Task Write_ManyRows_HandsThemOnInPieces(ExportFormat format)
    {
        using var target = new LargestWrite();

        await TableFiles.WriteAsync(target, format, "Many", Columns,
            Enumerable.Repeat<IReadOnlyList<object?>>(Rows[0], 60_000).ToAsyncEnumerable(), Cancel);

        Assert.InRange(target.Written, 100_000, long.MaxValue);
        Assert.InRange(target.Largest, 1, 256 * 1024);
    }

    private static async Task<MemoryStream> WriteAsync(ExportFormat format, object?[][] rows)
    {
        var target = new MemoryStream();
        await TableFiles.WriteAsync(target, format, "Kopi/Gayo 2026", Columns, rows.ToAsyncEnumerable<IReadOnlyList<object?>>(), Cancel);
        target.Position = 0;
        return target;
    }

    private sealed class LargestWrite : MemoryStream
    {
        public int Largest { get; private set; }

        public long Written { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            (Largest, Written) = (Math.Max(Largest, buffer.Length), Written + buffer.Length);
            return ValueTask.CompletedTask;
        }

        public override void Write(ReadOnlySpan<byte> buffer) =>
            throw new InvalidOperationException("Answers of requests are written asynchronously.");
    }
}
