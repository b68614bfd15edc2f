using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Data.Workloads;
using Portal.Testing.Data;
using Xunit;

namespace Portal.Infrastructure.Tests.Data.Workloads;

/// <summary>
/// Connections through the gates, against the server itself: two of one store at most, one of which is kept for who holds one.
/// </summary>
public sealed class WorkloadConnectionsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly Guid Mine = Guid.NewGuid();

    private PortalDatabase _database = null!;
    private PortalDb _db = null!;

    public ValueTask InitializeAsync()
    {
        _database = new(postgres.Database.OwnerConnectionString);
        var small = new WorkloadShare
        {
            Connections = 2,
            StoreConnections = 2,
            WaitSeconds = 0.2,
            StatementSeconds = 1,
            LockSeconds = 1,
            IdleInTransactionSeconds = 1
        };
        _database.Divide(new() { Page = small, Background = small });
        _db = new(_database);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    public static TheoryData<string> Ways => [.. AllWays.Keys];

    private static Dictionary<string, Func<PortalDatabase, PortalDb, Task>> AllWays => new()
    {
        ["disposed"] = async (database, _) =>
        {
            await using var connection = await database.OpenForTenantAsync(Mine, Cancel);
        },
        ["closed"] = async (database, _) =>
        {
            var connection = await database.OpenForTenantAsync(Mine, Cancel);
            await connection.CloseAsync();
        },
        ["disposed at once"] = async (database, _) =>
        {
            var connection = await database.OpenForTenantAsync(Mine, Cancel);
#pragma warning disable CA1849 // the other way
            connection.Dispose();
#pragma warning restore CA1849
        },
        ["ended by the server"] = async (database, _) =>
        {
            await using var connection = await database.OpenForTenantAsync(Mine, Cancel);
            await using var command = new NpgsqlCommand("select pg_terminate_backend(pg_backend_pid())", connection);
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => command.ExecuteNonQueryAsync(Cancel));
        },
        ["opened too late"] = async (database, _) =>
        {
            using var gone = new CancellationTokenSource();
            await gone.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => database.OpenForTenantAsync(Mine, gone.Token));
        },
        ["stream left early"] = async (database, _) =>
        {
            await foreach (var number in database.StreamAsync(Mine, "select n from generate_series(1, 100000) n where $1 is not null", [],
                row => row.GetInt32(0), Cancel))
            {
                if (number == 3)
                    break;
            }
        },
        ["statement refused"] = async (database, _) =>
            await Assert.ThrowsAsync<PostgresException>(() =>
                database.ListAsync(Mine, "select 1 / 0 where $1 is not null", [], row => row.GetInt32(0), Cancel)),
        ["context"] = async (_, db) =>
        {
            await using var context = db.ForTenant(Mine);
            Assert.Empty(await context.Sites.ToListAsync(Cancel));
        },
        ["context that throws"] = async (_, db) =>
        {
            await using var context = db.ForTenant(Mine);
            await Assert.ThrowsAnyAsync<Exception>(() => context.Database.ExecuteSqlRawAsync("select no_such_thing()", Cancel));
        },
        ["transaction of a context"] = async (_, db) =>
        {
            await using var context = db.ForTenant(Mine);
            await using var transaction = await context.Database.BeginTransactionAsync(Cancel);
            Assert.Empty(await context.Sites.ToListAsync(Cancel));
        },
        ["context cancelled"] = async (_, db) =>
        {
            using var gone = new CancellationTokenSource(50);
            await using var context = db.ForTenant(Mine);
            await Assert.ThrowsAnyAsync<Exception>(() => context.Database.ExecuteSqlRawAsync("select pg_sleep(10)", gone.Token));
        },
        ["context without waiting"] = (_, db) =>
        {
            using var context = db.ForTenant(Mine);
            Assert.Empty(context.Sites.ToList());
            return Task.CompletedTask;
        },
    };

    // A share of connections is one of the cores only as long as no statement takes further processes.
    [Theory]
    [InlineData(Workload.Page)]
    [InlineData(Workload.Api)]
    [InlineData(Workload.Export)]
    public async Task Open_ForWhatPeopleAskFor_KeepsStatementsToOneProcess(Workload workload)
    {
        using var scope = WorkloadScope.Enter(workload);
        await using var connection = await _database.OpenForTenantAsync(Mine, Cancel);
        await using var command = new NpgsqlCommand("show max_parallel_workers_per_gather", connection);

        Assert.Equal("0", await command.ExecuteScalarAsync(Cancel));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Connection_HoweverItEnds_IsGivenBack(string way)
    {
        for (var time = 0; time < 5; time++)
            await AllWays[way](_database, _db);

        await using var another = await _database.OpenForTenantAsync(Mine, Cancel);
        Assert.Equal(System.Data.ConnectionState.Open, another.State);
    }

    [Fact]
    public async Task Open_WhenAllAreHeld_IsRefusedForRowsAndContexts()
    {
        await using var held = await _database.OpenForTenantAsync(Mine, Cancel);

        await Assert.ThrowsAsync<WorkloadSaturatedException>(() => _database.OpenForTenantAsync(Guid.NewGuid(), Cancel));
        await using var context = _db.ForTenant(Guid.NewGuid());
        await Assert.ThrowsAsync<WorkloadSaturatedException>(() => context.Sites.ToListAsync(Cancel));
    }

    [Fact]
    public async Task Open_WhileAnotherKindOfWorkHasNoneLeft_GetsItsOwn()
    {
        await using var held = await _database.OpenForTenantAsync(Mine, Cancel);

        using var page = WorkloadScope.Enter(Workload.Page);
        await using var shown = await _database.OpenForTenantAsync(Mine, Cancel);
        await using var context = _db.ForTenant(Mine);

        Assert.Empty(await context.Sites.ToListAsync(Cancel)); // the one that is kept for who holds one
    }

    [Fact]
    public async Task Statement_LongerThanItsKindMay_IsStopped()
    {
        var stopped = await Assert.ThrowsAsync<PostgresException>(() =>
            _database.ListAsync(Mine, "select pg_sleep(20) where $1 is not null", [], row => row.FieldCount, Cancel));

        Assert.Equal(PostgresErrorCodes.QueryCanceled, stopped.SqlState);
        await using var context = _db.ForTenant(Mine);
        stopped = await Assert.ThrowsAsync<PostgresException>(() => context.Database.ExecuteSqlRawAsync("select pg_sleep(20)", Cancel));
        Assert.Equal(PostgresErrorCodes.QueryCanceled, stopped.SqlState);
    }

    [Fact]
    public async Task Transaction_LeftIdle_IsEnded()
    {
        await using var connection = await _database.OpenForTenantAsync(Mine, Cancel);
        await using var transaction = await connection.BeginTransactionAsync(Cancel);
        await using var command = new NpgsqlCommand("select 1", connection);
        await command.ExecuteScalarAsync(Cancel);

        await Task.Delay(TimeSpan.FromSeconds(2), Cancel);

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => command.ExecuteScalarAsync(Cancel));
    }

    [Fact]
    public async Task Budget_OfMoreThanTheServerLetsIn_IsToldToTheOperator()
    {
        var share = new WorkloadOptions().Page with { Connections = 200 };
        await using var wide = new PortalDatabase(postgres.Database.OwnerConnectionString);
        wide.Divide(new() { Page = share, Api = share });

        Assert.Null(await ConnectionBudget.CheckAsync(_database, 2, Cancel));
        Assert.Contains("raise max_connections", await ConnectionBudget.CheckAsync(wide, 2, Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connections_OfAllKinds_FitAServerThatIsNotTuned()
    {
        // PostgreSQL allows 100 and keeps 3 of them for a superuser; the writer of events has 2 and 1 for counts, and 4 listen.
        Assert.InRange(new WorkloadOptions().Connections + 3 + 4, 1, 97);
        await using var defaults = new PortalDatabase(postgres.Database.OwnerConnectionString);
        Assert.Equal(new WorkloadOptions().Connections, defaults.Connections);
    }
}
