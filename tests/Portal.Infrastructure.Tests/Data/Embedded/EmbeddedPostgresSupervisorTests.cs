using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Portal.Infrastructure.Data.Embedded;
using Portal.Infrastructure.Operations.Database;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.Infrastructure.Tests.Data.Embedded;

public sealed class EmbeddedPostgresSupervisorTests : IAsyncLifetime
{
    private readonly string _directory = Path.Combine(AppContext.BaseDirectory, "postgres", $"supervised-{Environment.ProcessId}");
    private EmbeddedPostgres _server = null!;

    public async ValueTask InitializeAsync() =>
        _server = await EmbeddedPostgres.StartAsync(_directory, new() { Durable = false, SharedBuffersMegabytes = 128 });

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Supervisor_ServerKilledWithABusyConnection_RunsAgainOnTheSamePort()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var supervisor = new EmbeddedPostgresSupervisor(_server, BackgroundFrame.Supervision(),
            NullLogger<EmbeddedPostgresSupervisor>.Instance);
        await supervisor.StartAsync(cancellationToken);
        var port = _server.Port;
        await using var busy = new NpgsqlConnection(_server.ConnectionString("postgres"));
        await busy.OpenAsync(cancellationToken);
        await using var sleep = new NpgsqlCommand("select pg_sleep(2)", busy);
        var sleeping = sleep.ExecuteNonQueryAsync(cancellationToken);

        Kill(await ServerIdAsync());
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => sleeping);

        Assert.True(await AnswersAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal(port, _server.Port);
        await supervisor.StopAsync(cancellationToken);
    }

    private async Task<bool> AnswersAsync(TimeSpan limit)
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < limit)
        {
            try
            {
                await using var connection = new NpgsqlConnection(
                    new NpgsqlConnectionStringBuilder(_server.ConnectionString("postgres")) { Pooling = false }.ConnectionString);
                await connection.OpenAsync(TestContext.Current.CancellationToken);
                return true;
            }
            catch (NpgsqlException)
            {
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }
        }

        return false;
    }

    private async Task<int> ServerIdAsync()
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(_directory, "data", "postmaster.pid"), TestContext.Current.CancellationToken);
        return int.Parse(lines[0], CultureInfo.InvariantCulture);
    }

    private static void Kill(int id)
    {
        using var process = Process.GetProcessById(id);
        process.Kill();
    }
}
