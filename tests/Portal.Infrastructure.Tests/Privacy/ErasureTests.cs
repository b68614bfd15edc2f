using System.IO.Compression;
using Portal.Domain.Events;
using Portal.Domain.Shared.Tables;
using Portal.Infrastructure.Analytics.Projection;
using Portal.Infrastructure.Events.Retention;
using Portal.Infrastructure.Privacy;
using Portal.Testing.Data;
using Portal.Testing.Events;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Privacy;

public sealed class ErasureTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private readonly ErasureQueries _queries = new(postgres.Database);
    private readonly Guid _member = Guid.NewGuid();
    private TestStore _store = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await postgres.Database.ExecuteAsync(
            "insert into users (id, display_name, created_at, email_confirmed, phone_number_confirmed, two_factor_enabled, "
                + "lockout_enabled, access_failed_count) values ($1, 'Ada', now(), true, false, false, false, 0)", _member);
        _store = await TestStore.CreateAsync(postgres.Database);
        var at = DateTime.UtcNow.AddHours(-2);
        await TestEvent.WriteAsync(
            postgres.Database, _store,
            new TestEvent(EventName.PageViewed, at) { AnonymousId = "phone", Path = "/" },
            new TestEvent(EventName.PageViewed, at) { AnonymousId = "laptop", Path = "/" },
            new TestEvent("identify", at.AddMinutes(1)) { AnonymousId = "phone", UserId = "ada" },
            new TestEvent("identify", at.AddMinutes(1)) { AnonymousId = "laptop", UserId = "ada" },
            new TestEvent(EventName.OrderCompleted, at.AddMinutes(2)) { AnonymousId = "laptop", OrderId = "o-1", Revenue = 12 },
            new TestEvent(EventName.PageViewed, at) { AnonymousId = "stranger", Path = "/" });
        await new Projector(postgres.Database, new(postgres.Database, TimeProvider.System), TimeProvider.System)
            .CatchUpAsync(_store.TenantId, Cancelled);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("ada")]
    [InlineData("phone")]
    [InlineData("laptop")]
    public async Task Find_AnyIdOfThePerson_IsTheWholePerson(string id) =>
        Assert.Equal(new(VisitorId.OfUser("ada"), 2, 2, 1), await _queries.FindAsync(_store.TenantId, id, Cancelled));

    [Fact]
    public async Task Find_VisitorsNumber_IsThatVisitor() =>
        Assert.Equal(1, (await _queries.FindAsync(_store.TenantId, $"{VisitorId.OfAnonymous("stranger")}", Cancelled))?.Sessions);

    [Fact]
    public async Task Find_OtherTenant_IsNobody()
    {
        var other = await TestStore.CreateAsync(postgres.Database);

        Assert.Null(await _queries.FindAsync(other.TenantId, "ada", Cancelled));
    }

    [Fact]
    public async Task Request_UnknownId_IsRefused() =>
        Assert.IsType<RequestErasureResult.Unknown>(await Request().RunAsync(_store.TenantId, _member, "nobody", Cancelled));

    [Fact]
    public async Task CarryOut_Twice_ForgetsThePersonAndWhatWasAskedFor()
    {
        var accepted = Assert.IsType<RequestErasureResult.Accepted>(await Request().RunAsync(_store.TenantId, _member, "phone", Cancelled));
        var carryOut = CarryOut(archive: null);

        await carryOut.RunAsync(_store.TenantId, accepted.Id, Cancelled);
        await carryOut.RunAsync(_store.TenantId, accepted.Id, Cancelled);

        Assert.Null(await _queries.FindAsync(_store.TenantId, "laptop", Cancelled));
        Assert.NotNull(await _queries.FindAsync(_store.TenantId, "stranger", Cancelled));
        var erasure = Assert.Single((await _queries.ListAsync(_store.TenantId, TableQuery.First, Cancelled)).Rows);
        Assert.Equal((null, "Ada", 5, null), (erasure.Subject, erasure.RequestedBy, erasure.Events, erasure.Error));
        Assert.NotNull(erasure.FinishedAt);
    }

    [Fact]
    public async Task CarryOut_EventsInTheArchive_TakesThePersonsOutAndLeavesTheOthersAsTheyAre()
    {
        var directory = Directory.CreateTempSubdirectory("archive-").FullName;
        await new EndOldEvents(postgres.Database, Archive(directory), TimeProvider.System)
            .RunAsync(_store.TenantId, new("test", "Test", null, null, DaysKept: -2), Cancelled);
        var before = await ReadAsync(directory);
        var accepted = Assert.IsType<RequestErasureResult.Accepted>(await Request().RunAsync(_store.TenantId, _member, "phone", Cancelled));

        await CarryOut(directory).RunAsync(_store.TenantId, accepted.Id, Cancelled);

        var after = await ReadAsync(directory);
        Assert.Empty(Directory.EnumerateFiles(directory, "*.part", SearchOption.AllDirectories));
        Directory.Delete(directory, recursive: true);
        Assert.Equal(7, before.Count);
        Assert.Equal(before.Where(line => line.StartsWith("tenant_id", StringComparison.Ordinal)
            || line.Contains(",stranger,", StringComparison.Ordinal)), after);
        Assert.Equal(5, Assert.Single((await _queries.ListAsync(_store.TenantId, TableQuery.First, Cancelled)).Rows).Events);
    }

    [Fact]
    public async Task CarryOut_ArchiveThatCannotBeRead_ErasesNothingAndSaysWhy()
    {
        var directory = Directory.CreateTempSubdirectory("archive-").FullName;
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(directory, _store.TenantId.ToString())).FullName,
            "2020-01-01.csv.gz"), "no gzip", Cancelled);
        var accepted = Assert.IsType<RequestErasureResult.Accepted>(await Request().RunAsync(_store.TenantId, _member, "phone", Cancelled));

        await Assert.ThrowsAsync<InvalidDataException>(() => CarryOut(directory).RunAsync(_store.TenantId, accepted.Id, Cancelled));

        Directory.Delete(directory, recursive: true);
        var erasure = Assert.Single((await _queries.ListAsync(_store.TenantId, TableQuery.First, Cancelled)).Rows);
        Assert.NotNull(erasure.Error);
        Assert.Null(erasure.FinishedAt);
        Assert.NotNull(await _queries.FindAsync(_store.TenantId, "laptop", Cancelled));
    }

    private ExecuteErasure CarryOut(string? archive) =>
        new(postgres.Database, new(postgres.Database, Archive(archive)), TimeProvider.System);

    private static EventArchive Archive(string? directory) => new(new() { ArchiveDirectory = directory });

    private static async Task<List<string>> ReadAsync(string directory)
    {
        var lines = new List<string>();
        foreach (var file in Directory.GetFiles(directory, "*.csv.gz", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            await using var gzip = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
            using var reader = new StreamReader(gzip);
            lines.AddRange((await reader.ReadToEndAsync(Cancelled)).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }

        return lines;
    }

    private RequestErasure Request() => new(postgres.Database, _queries, TimeProvider.System);
}
