using System.Text;
using Npgsql;
using Portal.Infrastructure.Events.Rows;
using Portal.Testing.Data;
using Xunit;

namespace Portal.Infrastructure.Tests.Events.Writing;

public sealed class CopyRowsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xFF, 0x0D, 0x0A, 0x00, 0, 0, 0, 0, 0, 0, 0, 0];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_EveryKindOfField_ArriveAsTheyWere()
    {
        using var rows = new CopyRows(16);
        var id = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff");
        var at = new DateTimeOffset(2024, 2, 29, 23, 59, 59, 999, 999, TimeSpan.FromHours(2));
        rows.BeginRow(7);
        rows.Uuid(id);
        rows.Date(new(1970, 1, 1));
        rows.Instant(at);
        rows.Text("Größe 🛒");
        rows.TextOrNull(""u8);
        rows.Numeric(49.905m);
        rows.Json("""{"b":1,"a":[true]}"""u8);

        var line = await StoreAsync(rows);

        Assert.Equal($$"""{{id}}|1970-01-01|2024-02-29 21:59:59.999999+00|Größe 🛒|null|49.9050|{"a": [true], "b": 1}""", Assert.Single(line));
    }

    [Fact]
    public async Task AbandonRow_RowBetweenOthers_LeavesNoTrace()
    {
        using var rows = new CopyRows(16);
        WriteRow(rows, "first");
        WriteRow(rows, "dropped");
        rows.AbandonRow();
        WriteRow(rows, "second");

        var lines = await StoreAsync(rows);

        Assert.Equal(["first", "second"], lines.Select(line => line.Split('|')[3]));
    }

    [Fact]
    public void Field_MoreThanTheBuffer_GrowsAndKeepsWhatWasThere()
    {
        using var rows = new CopyRows(16);
        rows.BeginRow(2);
        rows.Text("kept");
        rows.Text(Encoding.UTF8.GetBytes(new string('x', 100_000)));

        Assert.Equal(2 + 4 + 4 + 4 + 100_000, rows.Length);
        Assert.True(rows.Slice(6, 4).SequenceEqual("kept"u8));
    }

    private static void WriteRow(CopyRows rows, string text)
    {
        rows.BeginRow(7);
        rows.Null();
        rows.Null();
        rows.Null();
        rows.Text(text);
        rows.Null();
        rows.Null();
        rows.Null();
    }

    private async Task<List<string>> StoreAsync(CopyRows rows)
    {
        await using var connection = await postgres.Database.Owner.OpenConnectionAsync(Cancelled);
        await using var create = new NpgsqlCommand(
            "set time zone 'UTC'; create temporary table r (n serial, a uuid, b date, c timestamptz, d text, e text, f numeric(18, 4), "
                + "g jsonb)", connection);
        await create.ExecuteNonQueryAsync(Cancelled);
        await using (var copy = await connection.BeginRawBinaryCopyAsync("copy r (a, b, c, d, e, f, g) from stdin (format binary)",
            Cancelled))
        {
            await copy.WriteAsync(Header, Cancelled);
            await copy.WriteAsync(rows.Bytes, Cancelled);
            await copy.WriteAsync(new byte[] { 0xFF, 0xFF }, Cancelled);
        }

        await using var read = new NpgsqlCommand(
            "select concat_ws('|', coalesce(a::text, ''), coalesce(b::text, ''), coalesce(c::text, ''), d, coalesce(e, 'null'), f, g) "
            + "from r order by n", connection);
        await using var drop = new NpgsqlCommand("drop table r", connection);
        var lines = new List<string>();
        await using (var reader = await read.ExecuteReaderAsync(Cancelled))
        {
            while (await reader.ReadAsync(Cancelled))
            {
                lines.Add(reader.GetString(0));
            }
        }

        await drop.ExecuteNonQueryAsync(Cancelled);
        return lines;
    }
}
