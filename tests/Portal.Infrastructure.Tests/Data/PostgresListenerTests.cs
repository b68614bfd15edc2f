using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Portal.Infrastructure.Operations.Database;
using Portal.Testing.Data;
using Xunit;

namespace Portal.Infrastructure.Tests.Data;

public sealed class PostgresListenerTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly Channel<string> _told = Channel.CreateUnbounded<string>();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Listen_Notices_AreToldInOrderAfterConnected()
    {
        using var stop = new CancellationTokenSource();
        var listening = ListenAsync("line_order", stop.Token);
        Assert.Equal("connected", await NextAsync());

        await NotifyAsync("line_order", "one");
        await NotifyAsync("other_channel", "not for us");
        await NotifyAsync("line_order", "two");

        Assert.Equal(["one", "two"], [await NextAsync(), await NextAsync()]);
        await stop.CancelAsync();
        await listening;
    }

    [Fact]
    public async Task Listen_ConnectionBreaks_ConnectsAgainAndSaysSo()
    {
        using var stop = new CancellationTokenSource();
        var listening = ListenAsync("line_breaks", stop.Token);
        await NextAsync();

        Assert.Equal(1, await TerminateAsync("line_breaks"));

        Assert.Equal("connected", await NextAsync());
        await NotifyAsync("line_breaks", "after");
        Assert.Equal("after", await NextAsync());
        await stop.CancelAsync();
        await listening;
    }

    [Fact]
    public async Task Listen_NoticeCannotBeDealtWith_BeginsAnew()
    {
        using var stop = new CancellationTokenSource();
        var listening = ListenAsync("line_fails", stop.Token,
            payload => payload == "bad" ? throw new NpgsqlException("no database") : payload);
        await NextAsync();

        await NotifyAsync("line_fails", "bad");

        Assert.Equal("connected", await NextAsync());
        await stop.CancelAsync();
        await listening;
    }

    private Task ListenAsync(string channel, CancellationToken stop, Func<string, string>? read = null) =>
        new PostgresListener(postgres.Database, TimeProvider.System, NullLogger.Instance).ListenAsync(
            channel,
            _ => _told.Writer.WriteAsync("connected", CancellationToken.None).AsTask(),
            (payload, _) => _told.Writer.WriteAsync(read?.Invoke(payload) ?? payload, CancellationToken.None).AsTask(),
            stop);

    private async Task<string> NextAsync() =>
        await _told.Reader.ReadAsync(Cancelled).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Cancelled);

    private Task<int> NotifyAsync(string channel, string payload) =>
        postgres.Database.ExecuteAsync("select pg_notify($1, $2)", channel, payload);

    // As the line's own role: others may not end it.
    private async Task<long> TerminateAsync(string channel)
    {
        await using var command = postgres.Database.App.CreateCommand(
            $"select count(pg_terminate_backend(pid)) from pg_stat_activity where query = 'listen {channel}' and datname = "
                + $"current_database()");
        return (long)(await command.ExecuteScalarAsync(Cancelled))!;
    }
}
