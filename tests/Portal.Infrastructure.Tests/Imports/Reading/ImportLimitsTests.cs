using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Portal.Infrastructure.Imports;
using Portal.Infrastructure.Imports.Reading;
using Xunit;

namespace Portal.Infrastructure.Tests.Imports.Reading;

/// <summary>What a file may be holds while it is read, so that a small file cannot become a large one in memory.</summary>
public sealed class ImportLimitsTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Gzip_LineOfAMillionColumns_IsRefusedAtOnceAndWithoutMemory()
    {
        var packed = Gzip(Encoding.ASCII.GetBytes(new string(',', 1_000_000)));
        Assert.InRange(packed.Length, 900, 1_100);
        await RefusedAsync(packed);

        var before = GC.GetTotalAllocatedBytes(precise: true);
        var watch = Stopwatch.StartNew();
        var reason = await RefusedAsync(packed);

        Assert.Equal("Line 1 has more than 1,000 columns.", reason);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromMilliseconds(500));
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0,
            8_000_000); // of the whole process, where a timer may run beside it; unlimited it was 124 MB
    }

    [Fact]
    public async Task Gzip_FarLargerThanPacked_IsRefused()
    {
        var packed = Gzip(Encoding.ASCII.GetBytes("sku,name\n" + string.Concat(Enumerable.Repeat("a,b\n", 6_000_000))));

        Assert.Equal("Unpacked it is more than 200 times as large as packed. Send it without gzip.", await RefusedAsync(packed));
    }

    [Fact]
    public async Task Gzip_LargerThanAllowedUnpacked_IsRefused()
    {
        var noise = new byte[1_500_000];
        new Random(1).NextBytes(noise);

        Assert.Equal("Unpacked it has more than 1 MB.",
            await RefusedAsync(Gzip("a,b\n"u8.ToArray()
            .Concat(Encoding.ASCII.GetBytes(Convert.ToHexString(noise).Chunk(80).Select(line => new string(line))
            .Aggregate(new StringBuilder(), (text, line) => text.Append(line).Append(",\n")).ToString())).ToArray()),
            new() { MaxUnpackedMegabytes = 1 }));
    }

    // Half a file must not pass for a whole one.
    [Theory]
    [InlineData(20)]
    [InlineData(2)]
    [InlineData(1.0)]
    public async Task Gzip_CutOff_IsRefused(double part)
    {
        var packed = Gzip(Encoding.ASCII.GetBytes("sku,name\n" + string.Concat(Enumerable.Range(0, 10_000)
            .Select(number => $"s-{number},n\n"))));

        foreach (var missing in (int[])[1, 4, 7, 8, 9, 30])
            Assert.NotEmpty(await RefusedAsync(packed[..((int)(packed.Length / part) - missing)]));
    }

    [Fact]
    public async Task Gzip_OfSeveralMembers_IsReadToItsEnd()
    {
        var preview = await ReadAsync([.. Gzip("a,b\n1,2\n"u8.ToArray()), .. Gzip([]), .. Gzip("3,4\n"u8.ToArray())]);

        Assert.Equal(["1,2", "3,4"], preview!.Rows.Select(row => string.Join(',', row)));
    }

    [Fact]
    public async Task Gzip_OfNothing_IsEmpty() => Assert.Null(await ReadAsync(Gzip([])));

    [Theory]
    [InlineData("a,b,c\n1,2,3\n", "Line 1 has more than 2 columns.")]
    [InlineData("a,b\n1,2\n\n1,2,3\n", "Line 4 has more than 2 columns.")]
    [InlineData("a,b\n1,2\n3,4\n5,6\n7,8\n", "It has more than 3 rows.")]
    public async Task Text_BeyondALimit_NamesItAndTheLine(string text, string reason) =>
        Assert.Equal(reason, await RefusedAsync(Encoding.UTF8.GetBytes(text), new() { MaxColumns = 2, MaxRows = 3 }));

    [Fact]
    public async Task Text_LongValue_NamesTheLine()
    {
        Assert.Equal("A value in line 2 has more than 100,000 characters.",
            await RefusedAsync(Encoding.UTF8.GetBytes("a,b\nx," + new string('y', 100_001))));
        Assert.Equal("The row in line 2 has more than 1,000,000 characters.",
            await RefusedAsync(Encoding.UTF8.GetBytes("a,b\n" + string.Concat(Enumerable.Repeat(new string('y', 99_999) + ",", 12)))));
        Assert.Equal("The name of column 2 has more than 200 characters. The first line holds the names of the columns.",
            await RefusedAsync(Encoding.UTF8.GetBytes("a," + new string('b', 201) + "\n1,2")));
    }

    [Fact]
    public async Task Text_QuoteNeverClosed_NamesTheLineThatOpensIt()
    {
        Assert.Equal("The quote opened in line 3 is never closed.", await RefusedAsync("a,b\n1,2\n3,\"four\n5,6\n7,8\n"u8.ToArray()));
        Assert.Equal("The quote opened in line 2 is not closed within 100,000 characters.",
            await RefusedAsync(Encoding.UTF8.GetBytes("a,b\n1,\"" + string.Concat(Enumerable.Repeat("2\n", 60_000)) + "\"")));
    }

    [Theory]
    [InlineData(new byte[] { 0x50, 0x4B, 0x03, 0x04, 0x14 }, "It is an Excel workbook or a ZIP archive, not CSV.")]
    [InlineData(new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1 }, "It is an old Excel workbook, not CSV.")]
    [InlineData(new byte[] { 0x25, 0x50, 0x44, 0x46, 0x2D }, "It is a PDF document, not CSV.")]
    public async Task Bytes_OfAnotherFormat_AreNamed(byte[] bytes, string reason)
    {
        Assert.Equal(reason, await RefusedAsync(bytes));
        Assert.Equal(reason, await RefusedAsync(Gzip(bytes)));
    }

    [Fact]
    public async Task Gzip_Twice_IsRefused() =>
        Assert.Equal("It is packed with gzip twice, not CSV.", await RefusedAsync(Gzip(Gzip("a,b\n1,2"u8.ToArray()))));

    // Each quote behind many spaces used to be looked at together with all of them.
    [Fact]
    public async Task Text_QuotesBehindManySpaces_TakeTimeInProportion()
    {
        var row = new string(' ', 50_000) + "x" + new string('"', 49_000);
        var text = Encoding.UTF8.GetBytes("a,b\n" + string.Concat(Enumerable.Repeat($"1,{row}\n", 10)));

        var watch = Stopwatch.StartNew();
        Assert.Equal(10, (await ReadAsync(text))!.Rows.Count);

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Preview_LongRows_HoldsAFewOfThem()
    {
        var row = string.Join(',', Enumerable.Repeat(new string('z', 90_000), 10));
        var preview = await ReadAsync(Encoding.UTF8.GetBytes("a,b,c,d,e,f,g,h,i,j\n" + string.Concat(Enumerable.Repeat(row + "\n", 40))));

        Assert.Equal(3, preview!.Rows.Count);
    }

    [Theory]
    [InlineData("a\rb\r", new[] { "a", "b" })]
    [InlineData("a\r\nb\r\n", new[] { "a", "b" })]
    [InlineData("a\n\r\n\n\rb", new[] { "a", "b" })]
    [InlineData("a\r\n\"x\r\ny\"\r\nb", new[] { "a", "x\r\ny", "b" })]
    public async Task Text_AnyLineEnds_AreReadAndCounted(string text, string[] records)
    {
        var rows = new CsvRows(new StringReader(text), ',', new());
        var read = new List<string>();
        while (await rows.ReadAsync(Cancel) is { } record)
            read.Add(Assert.Single(record));

        Assert.Equal(records, read);
        Assert.Equal(text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').TrimEnd('\n').Split('\n').Length,
            rows.Line - (text[^1] is '\r' or '\n' ? 1 : 0));
    }

    [Fact]
    public async Task Headers_WithoutNamesOrTaken_AreNamedByTheirPlace()
    {
        var preview = await ReadAsync("Column 2,,a,a,b\u0000c\n1,2,3,4,5"u8.ToArray());

        Assert.Equal(["Column 2", "Column 2'", "a", "Column 4", "bc"], preview!.Headers);
    }

    private static Task<ImportPreview?> ReadAsync(byte[] file, ImportFileOptions? limits = null) =>
        ImportPreview.ReadAsync(new Bytes(file), new(), limits ?? new(), Cancel);

    private static async Task<string> RefusedAsync(byte[] file, ImportFileOptions? limits = null)
    {
        using var content = new Bytes(file);
        var exception = await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            using var table = await ImportTable.OpenAsync(content, null, limits ?? new(), Cancel);
            await foreach (var _ in table!.RowsAsync(Cancel))
            {
            }
        });
        return exception.Message;
    }

    private static byte[] Gzip(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            gzip.Write(plain);
        return packed.ToArray();
    }

    private sealed class Bytes(byte[] content) : ForwardStream
    {
        private int _at;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var length = Math.Min(buffer.Length, content.Length - _at);
            content.AsSpan(_at, length).CopyTo(buffer.Span);
            _at += length;
            return ValueTask.FromResult(length);
        }
    }
}
