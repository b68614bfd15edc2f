using System.IO.Compression;
using System.Text;
using Portal.Domain.Imports;
using Portal.Infrastructure.Imports;
using Portal.Infrastructure.Imports.Reading;
using Portal.Testing.Fuzzing;
using Xunit;

namespace Portal.Infrastructure.Tests.Fuzzing;

/// <summary>Whatever is in a file of an import: it is read, or refused with a reason, in time and memory that go with its size.</summary>
public sealed class ImportFuzzTests
{
    private static readonly string[] Zones = ["UTC", "Asia/Jakarta", "America/New_York", "Europe/London", "Pacific/Kiritimati",
        "Pacific/Pago_Pago", "Asia/Kathmandu"];

    private static readonly IReadOnlyList<byte[]> Samples = [.. ImportKinds.All.Select(kind =>
        Encoding.UTF8.GetBytes(ImportSample.Of(kind)))];

    // A line of a few signs may hold as many values as a row may; each is an object.
    private static readonly FuzzBudget Budget = new(6_000_000, 120, TimeSpan.FromSeconds(2));

    [Fact]
    public async Task Read_BrokenBytes_AreReadOrRefused() => await Fuzz.RunAsync(random =>
    {
        var bytes = ByteMutator.Mutate(random, random.Pick(Samples), Samples);
        Read(random, bytes, bytes.Length);
    });

    [Fact]
    public async Task Read_Packed_IsReadOrRefused() => await Fuzz.RunAsync(random =>
    {
        var plain = ByteMutator.Mutate(random, random.Pick(Samples), Samples);
        var packed = Pack(plain);
        var sent = random.OneIn(2) ? packed : ByteMutator.Mutate(random, packed, [packed]);

        // What was packed once may come out several times.
        Read(random, sent, sent.Length + (plain.Length * (1 + (sent.Length / Math.Max(1, packed.Length)))));
    });

    [Fact]
    public async Task Read_StrangeStructure_RowsAreTakenOrRefusedOneByOne() => await Fuzz.RunAsync(random =>
    {
        var kind = random.Pick(ImportKinds.All);
        var lines = ImportSample.Of(kind).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var (header, row) = (lines[0].Split(','), lines[1].Split(','));
        var bytes = Encoding.UTF8.GetBytes(CsvMutator.Make(random, header, [row]));
        Read(random, bytes, bytes.Length, kind);
    });

    private static void Read(FuzzRandom random, byte[] bytes, int length, ImportKind? kind = null)
    {
        kind ??= random.Pick(ImportKinds.All);
        var settings = new ImportSettings(RefundPrefix: "C", DecimalSign: random.Pick<string?>([null, ".", ","]),
            DateFormat: random.Pick<string?>([null, null, "d/M/yyyy", "%", "yyyyyyyy", "'"]),
            Delimiter: random.Pick<string?>([null, null, "tab", ";"]));
        var zone = TimeZoneInfo.FindSystemTimeZoneById(random.Pick(Zones));
        Budget.Check(length, () =>
        {
            try
            {
                Synchronous(ReadAsync(bytes, kind, settings, zone));
            }
            catch (InvalidDataException exception)
            {
                Assert.NotEmpty(exception.Message);
            }
        });
    }

    private static async Task ReadAsync(byte[] bytes, ImportKind kind, ImportSettings settings, TimeZoneInfo zone)
    {
        using var sample = new MemoryStream(bytes);
        if (await ImportPreview.ReadAsync(sample, settings, new(), CancellationToken.None) is not { } preview)
            return;
        var mapping = ColumnMapping.Guess(preview.Headers, kind.Fields);
        _ = ColumnMapping.Check(mapping, preview.Headers, kind.Fields);
        var headers = preview.Headers.ToList();
        var row = new ImportRow(
            kind.Fields, [.. kind.Fields.Select(field => headers.FindIndex(header => mapping.GetValueOrDefault(header) == field.Name))],
                preview.Numbers(kind, mapping, settings), preview.Dates(kind, mapping, settings, zone));
        using var file = new MemoryStream(bytes);
        using var table = await ImportTable.OpenAsync(file, settings.DelimiterSign, new(), CancellationToken.None);
        var rates = new KnownRates("EUR", zone, new Dictionary<string, DateOnly> { ["USD"] = new(2020, 1, 1) });
        await foreach (var (line, fields) in table!.RowsAsync(CancellationToken.None))
        {
            Assert.InRange(line, 2, long.MaxValue);
            _ = row.Read(fields) ?? kind.Check(row, settings, rates);
        }
    }

    // Nothing of it waits, so all of it is on this thread.
    private static void Synchronous(Task task)
    {
        Assert.True(task.IsCompleted);
        task.GetAwaiter().GetResult();
    }

    private static byte[] Pack(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(plain);
        return packed.ToArray();
    }
}
