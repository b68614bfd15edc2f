using System.Text;
using System.Text.Json;
using Portal.Infrastructure.Api;
using Portal.Testing.Data;
using Portal.Testing.Fuzzing;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Fuzzing;

/// <summary>
/// Whatever a program writes to a resource: each row is taken or rejected with the field and the reason, and nothing else happens.
/// </summary>
public sealed class ResourceFuzzTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly FuzzBudget Budget = new(1_000_000, 400, TimeSpan.FromSeconds(2));

    [Fact]
    public async Task Read_StrangeRows_AreTakenOrSaidToBeWrong() => await Fuzz.RunAsync(random =>
    {
        var resource = random.Pick(ResourceCatalogue.All);
        var text = JsonMutator.Mutate(random, SampleRows.Of(resource));
        Budget.Check(text.Length, () => _ = Rows(resource, text));
    });

    [Fact]
    public async Task Write_StrangeRows_AreWrittenOrRejectedOneByOne()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        var writer = new ResourceWriter(postgres.Database, TimeProvider.System);
        await Fuzz.RunAsync(async random =>
        {
            var resource = random.Pick(ResourceCatalogue.All);
            var rows = Rows(resource, JsonMutator.Mutate(random, SampleRows.Of(resource))) ?? [];
            if (rows.Count == 0)
                return;

            var result = await writer.PutAllAsync(store.TenantId, resource, rows, null, Cancel);

            var written = Assert.IsType<ResourceWriteResult.Written>(result, exactMatch: false);
            using var body = JsonDocument.Parse(written.Body);
            Assert.Equal(Enumerable.Range(0, rows.Count), body.RootElement.GetProperty("results").EnumerateArray()
                .Select(row => row.GetProperty("row").GetInt32()));
        });
    }

    private static List<ResourceRow>? Rows(Resource resource, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(Encoding.UTF8.GetBytes(text), new() { MaxDepth = 16 });
            return ResourceRow.RowsOf(document.RootElement)?.Select(row => ResourceRow.Read(resource, row)).ToList();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
