using System.IO.Compression;
using Portal.Domain.Billing;
using Portal.Domain.Events;
using Portal.Infrastructure.Analytics.Projection;
using Portal.Infrastructure.Events.Retention;
using Portal.Testing.Data;
using Portal.Testing.Events;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Events.Retention;

public sealed class EndOldEventsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly Plan TwoDays = new("test", "Test", null, null, DaysKept: 2);
    private static readonly string[] Tables = ["sessions", "visitor_days", "event_orders", "traffic_rollups", "event_rollups",
        "page_rollups", "presence_rollups"];

    private readonly RebuildReadModels _rebuild = new(postgres.Database, TimeProvider.System);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_OldAndNewEvents_DeletesTheOldOnesOfTheStoreOnly()
    {
        var (store, other) = (await ShopAsync(), await ShopAsync());

        var deleted = await End(null).RunAsync(store.TenantId, TwoDays, Cancelled);

        Assert.True(deleted > 50);
        Assert.Equal(0, await CountAsync(store, "event_day < current_date - 2"));
        Assert.NotEqual(0, await CountAsync(store, "event_day >= current_date - 2"));
        Assert.Equal(400, await CountAsync(other, "true"));
    }

    [Fact]
    public async Task Run_Twice_DeletesNothingMore()
    {
        var store = await ShopAsync();
        await End(null).RunAsync(store.TenantId, TwoDays, Cancelled);

        Assert.Equal(0, await End(null).RunAsync(store.TenantId, TwoDays, Cancelled));
    }

    [Fact]
    public async Task Run_ThenRebuild_KeepsWhatTheReadModelsTellOfTheOldDays()
    {
        var store = await ShopAsync();
        var before = await RowsAsync(store);
        await End(null).RunAsync(store.TenantId, TwoDays, Cancelled);

        await _rebuild.RunAsync(store.TenantId, Cancelled);

        Assert.Equal(before, await RowsAsync(store));
    }

    [Fact]
    public async Task Run_WithArchive_WritesEachDayBeforeItGoes()
    {
        var store = await ShopAsync();
        var directory = Directory.CreateTempSubdirectory("archive-").FullName;
        var oldest = await postgres.Database.ScalarAsync<DateOnly>("select min(event_day) from events where tenant_id = $1",
            store.TenantId);
        var ids = await postgres.Database.ListAsync<string>(
            "select message_id from events where tenant_id = $1 and event_day = $2 order by 1", store.TenantId, oldest);

        await End(directory).RunAsync(store.TenantId, TwoDays, Cancelled);

        var folder = Path.Combine(directory, store.TenantId.ToString());
        var lines = await ReadAsync(Path.Combine(folder, $"{oldest:yyyy-MM-dd}.csv.gz"));
        var rights = Directory.GetFiles(folder).Append(folder).Select(File.GetUnixFileMode).Aggregate((all, one) => all | one);
        Directory.Delete(directory, recursive: true);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, rights);
        Assert.StartsWith("tenant_id,event_day,message_id,", lines[0], StringComparison.Ordinal);
        Assert.Equal(ids, lines.Skip(1).Select(l => l.Split(',')[2]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Run_DayThatWasArchivedAndGotALateEvent_KeepsBothInItsFile()
    {
        var store = await ShopAsync();
        var directory = Directory.CreateTempSubdirectory("archive-").FullName;
        var oldest = await postgres.Database.ScalarAsync<DateOnly>("select min(event_day) from events where tenant_id = $1",
            store.TenantId);
        var ids = await postgres.Database.ListAsync<string>("select message_id from events where tenant_id = $1 and event_day = $2",
            store.TenantId, oldest);
        await End(directory).RunAsync(store.TenantId, TwoDays, Cancelled);
        var file = Path.Combine(directory, store.TenantId.ToString(), $"{oldest:yyyy-MM-dd}.csv.gz");
        var before = await ReadAsync(file);
        await TestEvent.WriteAsync(postgres.Database, store,
            new TestEvent(EventName.PageViewed, oldest.ToDateTime(new(12, 0), DateTimeKind.Utc)) { City = "Two\nlines, \"quoted\"" });

        await End(directory).RunAsync(store.TenantId, TwoDays, Cancelled);

        var text = string.Join('\n', await ReadAsync(file));
        Directory.Delete(directory, recursive: true);
        Assert.Contains("\"Two\nlines, \"\"quoted\"\"\"", text, StringComparison.Ordinal);
        Assert.All(ids, id => Assert.Equal(2, text.Split($",{id},").Length));
        Assert.All(before, line => Assert.Contains(line, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_FileOfAnOlderTable_TakesItsRowsOverIntoTheColumnsOfToday()
    {
        var store = await ShopAsync();
        var directory = Directory.CreateTempSubdirectory("archive-").FullName;
        var oldest = await postgres.Database.ScalarAsync<DateOnly>("select min(event_day) from events where tenant_id = $1",
            store.TenantId);
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(directory, store.TenantId.ToString())).FullName,
            $"{oldest:yyyy-MM-dd}.csv.gz");
        await using (var former = new StreamWriter(new GZipStream(File.Create(file), CompressionLevel.Fastest)))
        {
            await former.WriteAsync("former,message_id,tenant_id\ngone,m-1,t-1\n");
        }

        await End(directory).RunAsync(store.TenantId, TwoDays, Cancelled);

        var lines = await ReadAsync(file);
        Directory.Delete(directory, recursive: true);
        Assert.Equal("t-1,,m-1".PadRight("t-1,,m-1".Length + lines[0].Split(',').Length - 3, ','), lines[^1]);
    }

    [Fact]
    public async Task Run_EventsWithoutADayOfTheirOwn_AreArchivedToo()
    {
        var store = await ShopAsync();
        var directory = Directory.CreateTempSubdirectory("archive-").FullName;
        await postgres.Database.ExecuteAsync(
            "update events set event_day = '1970-01-01', received_at = occurred_at where tenant_id = $1 and occurred_at < current_date - 3",
            store.TenantId);
        var ids = await postgres.Database.ListAsync<string>(
            "select message_id from events where tenant_id = $1 and event_day = '1970-01-01' order by 1", store.TenantId);

        await End(directory).RunAsync(store.TenantId, TwoDays, Cancelled);

        var lines = await ReadAsync(Assert.Single(Directory.GetFiles(Path.Combine(directory, store.TenantId.ToString()),
            "unplaced-*.csv.gz")));
        Directory.Delete(directory, recursive: true);
        Assert.NotEmpty(ids);
        Assert.Equal(ids, lines.Skip(1).Select(l => l.Split(',')[2]).Order(StringComparer.Ordinal));
        Assert.Equal(0, await CountAsync(store, "event_day = '1970-01-01'"));
    }

    [Fact]
    public async Task DropEmptyPartitions_OldEmptyAndOldFilledDay_DropsTheEmptyOne()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await TestEvent.WriteAsync(postgres.Database, store,
            new TestEvent(EventName.PageViewed, new(2021, 3, 4, 5, 6, 7, DateTimeKind.Utc)));
        await postgres.Database.ExecuteAsync("select ensure_event_partitions('2021-03-05', '2021-03-05')");

        var dropped = await postgres.Database.ScalarAsync<string[]>("select drop_empty_event_partitions('2021-04-01')");

        Assert.Equal(["events_20210305"], dropped);
        Assert.Equal(1, await CountAsync(store, "true"));
    }

    private EndOldEvents End(string? archive) => new(postgres.Database, new(new() { ArchiveDirectory = archive }), TimeProvider.System);

    // Five days of visits of which many cross midnight and come again later.
    private async Task<TestStore> ShopAsync()
    {
        var store = await TestStore.CreateAsync(postgres.Database, timeZone: "UTC");
        var random = new Random(5);
        var today = DateTime.UtcNow.Date;
        await TestEvent.WriteAsync(postgres.Database, store, [.. Enumerable.Range(0, 400).Select(n =>
        {
            var at = today.AddDays(-5).AddMinutes(10 * random.Next(5 * 144)).AddTicks(10 * n);
            return n % 20 == 0
                ? new TestEvent(EventName.OrderCompleted, at) { AnonymousId = $"b-{n % 4}", OrderId = $"o-{n}", Revenue = 5 }
                : new TestEvent(EventName.PageViewed, at) { AnonymousId = $"b-{n % 4}", Path = $"/{n % 3}",
                    Channel = n % 5 == 0 ? "email" : null };
        })]);
        await new Projector(postgres.Database, _rebuild, TimeProvider.System).CatchUpAsync(store.TenantId, Cancelled);
        return store;
    }

    private async Task<List<string>> RowsAsync(TestStore store)
    {
        var rows = new List<string>();
        foreach (var table in Tables)
        {
            rows.AddRange(await postgres.Database.ListAsync<string>(
                $"select '{table} ' || t::text from {table} t where tenant_id = $1 order by 1", store.TenantId));
        }

        return rows;
    }

    private Task<long> CountAsync(TestStore store, string condition) =>
        postgres.Database.ScalarAsync<long>($"select count(*) from events where tenant_id = $1 and {condition}", store.TenantId);

    private static async Task<List<string>> ReadAsync(string file)
    {
        await using var stream = File.OpenRead(file);
        await using var gzip = new GZipStream(stream, CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        var lines = new List<string>();
        while (await reader.ReadLineAsync(Cancelled) is { } line)
        {
            lines.Add(line);
        }

        return lines;
    }
}
