using Portal.Infrastructure.Events.Retention;
using Xunit;

namespace Portal.Infrastructure.Tests.Events.Retention;

public sealed class CsvRecordsTests
{
    private const string Text = "a,b,c\n1,\"two, \"\"2\"\"\nand a half\",\n,,\"\"\nlast";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task Read_QuotesCommasAndLineEnds_LeavesEachRecordAsItStands(int piece)
    {
        var rows = new CsvRecords(new InPieces(Text, piece));

        Assert.Equal(["a", "b", "c"], await FieldsAsync(rows));
        Assert.Equal(["1", "\"two, \"\"2\"\"\nand a half\"", ""], await FieldsAsync(rows));
        Assert.Equal("1,\"two, \"\"2\"\"\nand a half\",", rows.Record.ToString());
        Assert.Equal(["", "", "\"\""], await FieldsAsync(rows));
        Assert.Equal(["last"], await FieldsAsync(rows));
        Assert.False(await rows.ReadAsync(Cancelled));
    }

    private static async Task<string[]> FieldsAsync(CsvRecords rows)
    {
        Assert.True(await rows.ReadAsync(Cancelled));
        return [.. Enumerable.Range(0, rows.Count).Select(index => rows.Field(index).ToString())];
    }

    /// <summary>Gives a text out a few characters at a time, as a slow file does.</summary>
    private sealed class InPieces(string text, int piece) : TextReader
    {
        private int _given;

        public override ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default)
        {
            var next = text.AsMemory(_given, Math.Min(piece, text.Length - _given));
            next.CopyTo(buffer);
            _given += next.Length;
            return ValueTask.FromResult(next.Length);
        }
    }
}
