using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Events;
using Portal.Testing;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Events;

public sealed class EventSourcesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly MovableClock _clock = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Find_KnownKey_IsItsSite()
    {
        var store = await TestStore.CreateAsync(postgres.Database, allowedOrigins: "https://shop.example");

        var source = await Sources().FindAsync(store.WriteKey, Cancelled);

        Assert.Equal((store.TenantId, store.SiteId, false), (source!.TenantId, source.SiteId, source.IsSuspended));
        Assert.True(source.Allows("https://SHOP.example"));
        Assert.True(source.Allows(null));
        Assert.False(source.Allows("https://evil.example"));
    }

    [Fact]
    public async Task Find_RotatedKey_IsValidUntilItsGraceTimeEnds()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await postgres.Database.ExecuteAsync("update write_keys set valid_until = $2 where tenant_id = $1", store.TenantId,
            _clock.GetUtcNow().AddMinutes(2));
        var sources = Sources();

        Assert.NotNull(await sources.FindAsync(store.WriteKey, Cancelled));
        _clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Null(await sources.FindAsync(store.WriteKey, Cancelled));
    }

    [Fact]
    public async Task Find_UnknownKey_IsAskedForAgainAfterAWhile()
    {
        var sources = Sources();
        var key = "wk_late";
        Assert.Null(await sources.FindAsync(key, Cancelled));
        var store = await TestStore.CreateAsync(postgres.Database);
        await postgres.Database.ExecuteAsync("update write_keys set key = $2 where tenant_id = $1", store.TenantId, key);

        Assert.Null(await sources.FindAsync(key, Cancelled));
        _clock.Advance(TimeSpan.FromSeconds(11));
        Assert.NotNull(await sources.FindAsync(key, Cancelled));
    }

    [Theory]
    [InlineData("")]
    [InlineData("wk_")]
    [InlineData("at_ABCDEFGHIJKLMNOPQRSTUVWX")]
    [InlineData("wk_ABCDEFGHIJKLMNOPQRSTUVW\0")]
    [InlineData("wk_ABCDEFGHIJKLMNOPQRSTUVWé")]
    [InlineData("wk_ABCDEFGHIJKLMNOPQRSTUVW'")]
    public async Task Find_WhatCouldBeNoKey_IsNeitherLookedUpNorRemembered(string key)
    {
        await using var away = new PortalDatabase(
            new NpgsqlConnectionStringBuilder(postgres.Database.OwnerConnectionString) { Port = 1 }.ConnectionString);
        var sources = new EventSources(away, _clock);

        Assert.Null(await sources.FindAsync(key, Cancelled));
        Assert.Null(await sources.FindAsync(key.PadRight(5_000, 'x'), Cancelled));

        Assert.Equal(0, sources.Unknown);
        await Assert.ThrowsAnyAsync<NpgsqlException>(async () => await sources.FindAsync("wk_ABCDEFGHIJKLMNOPQRSTUVWX", Cancelled));
    }

    [Fact]
    public async Task Find_ManyUnknownKeys_AreRememberedUpToALimitAndPushNoOtherOut()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        var sources = new EventSources(postgres.Database, _clock) { MaxUnknown = 10 };
        await sources.FindAsync(store.WriteKey, Cancelled);
        await postgres.Database.ExecuteAsync("update write_keys set revoked_at = now() where tenant_id = $1", store.TenantId);

        for (var number = 0; number < 35; number++)
        {
            Assert.Null(await sources.FindAsync($"wk_unknown{number}", Cancelled));
            Assert.InRange(sources.Unknown, 0, 10);
        }

        Assert.NotNull(await sources.FindAsync(store.WriteKey, Cancelled));
    }

    [Fact]
    public async Task Find_RevokedWithoutNotice_IsForgottenAfterFiveMinutesOrWhenCleared()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        var (told, untold) = (Sources(), Sources());
        await told.FindAsync(store.WriteKey, Cancelled);
        await untold.FindAsync(store.WriteKey, Cancelled);
        await RevokeAsync(store);

        told.Clear();

        Assert.Null(await told.FindAsync(store.WriteKey, Cancelled));
        Assert.NotNull(await untold.FindAsync(store.WriteKey, Cancelled));
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(await untold.FindAsync(store.WriteKey, Cancelled));
    }

    [Fact]
    public async Task Listener_KeyIsRevokedOrStoreSuspended_IsKnownWithinASecond()
    {
        var revoked = await TestStore.CreateAsync(postgres.Database);
        var suspended = await TestStore.CreateAsync(postgres.Database);
        var sources = Sources();
        using var listener = await ListenAsync(sources, revoked);
        await sources.FindAsync(revoked.WriteKey, Cancelled);
        await sources.FindAsync(suspended.WriteKey, Cancelled);

        await RevokeAsync(revoked);
        await postgres.Database.ExecuteAsync("update tenants set suspended_at = now() where id = $1", suspended.TenantId);

        await AssertWithinASecondAsync(async () => await sources.FindAsync(revoked.WriteKey, Cancelled) is null);
        await AssertWithinASecondAsync(async () => await sources.FindAsync(suspended.WriteKey, Cancelled) is { IsSuspended: true });
        await listener.StopAsync(Cancelled);
    }

    [Fact]
    public async Task Listener_ConnectionBreaks_ForgetsAndListensAgain()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        var sources = Sources();
        using var listener = await ListenAsync(sources, store);
        var ended = await CountListenersAsync("count(pg_terminate_backend(pid))");
        await WaitUntilListeningAsync();

        await sources.FindAsync(store.WriteKey, Cancelled);
        await RevokeAsync(store);

        Assert.Equal(1, ended);
        await AssertWithinASecondAsync(async () => await sources.FindAsync(store.WriteKey, Cancelled) is null);
        await listener.StopAsync(Cancelled);
    }

    private EventSources Sources() => new(postgres.Database, _clock);

    private async Task<EventSourcesListener> ListenAsync(EventSources sources, TestStore store)
    {
        await sources.FindAsync(store.WriteKey, Cancelled);
        var listener = new EventSourcesListener(postgres.Database, sources, BackgroundFrame.Supervision(),
            NullLogger<EventSourcesListener>.Instance);
        await listener.StartAsync(Cancelled);
        await WaitUntilListeningAsync();
        return listener;
    }

    private async Task WaitUntilListeningAsync()
    {
        while (await CountListenersAsync("count(*)") != 1)
        {
            await Task.Delay(20, Cancelled);
        }
    }

    // As the listener's own role: others do not see what it does and may not end it.
    private async Task<long> CountListenersAsync(string count)
    {
        await using var command = postgres.Database.App.CreateCommand(
            $"select {count} from pg_stat_activity where query = 'listen write_keys_changed' and state = 'idle' and datname = "
                + $"current_database()");
        return (long)(await command.ExecuteScalarAsync(Cancelled))!;
    }

    private Task<int> RevokeAsync(TestStore store) =>
        postgres.Database.ExecuteAsync("update write_keys set revoked_at = now() where tenant_id = $1", store.TenantId);

    private static async Task AssertWithinASecondAsync(Func<Task<bool>> condition)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(1), "It took more than a second.");
            await Task.Delay(10, Cancelled);
        }
    }
}
