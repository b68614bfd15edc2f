using System.Net;
using Microsoft.AspNetCore.Identity;
using Portal.Infrastructure.Identity;
using Portal.Testing;
using Portal.Testing.Data;
using Xunit;

namespace Portal.Tests.Identity;

public sealed class SignInAttemptsTests : IClassFixture<PostgresFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly IPAddress Here = IPAddress.Parse("203.0.113.7");

    private readonly MovableClock _clock = new(new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));
    private readonly PostgresFixture _postgres;
    private readonly SignInAttempts _attempts;
    private readonly byte[] _account;

    public SignInAttemptsTests(PostgresFixture postgres)
    {
        _postgres = postgres;
        _attempts = new(postgres.Db, new UpperInvariantLookupNormalizer(), _clock);
        _account = _attempts.Account($"{Guid.NewGuid():N}@shop.example");
    }

    [Fact]
    public async Task Count_ManyAtTheSameTime_AreEachCounted()
    {
        var waits = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _attempts.CountAsync(_account, Here, null, Cancel)));

        Assert.Equal(SignInAttempts.FreeFailures, waits.Count(wait => wait is null));
        Assert.Equal(SignInAttempts.FreeFailures, await FailuresAsync("network:%"));
    }

    [Fact]
    public async Task Count_FurtherFailures_WaitTwiceAsLongEachUpToAnHour()
    {
        for (var failure = 0; failure < SignInAttempts.FreeFailures; failure++)
            Assert.Null(await CountAsync());
        var waits = new List<double>();
        for (var round = 0; round < 8; round++)
        {
            var wait = (await CountAsync())!.Value;
            waits.Add(wait.TotalMinutes);
            _clock.Advance(wait);
            Assert.Null(await CountAsync());
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60], waits);
    }

    [Fact]
    public async Task Forgive_RightPassword_BeginsAnew()
    {
        for (var failure = 0; failure < SignInAttempts.FreeFailures - 1; failure++)
            await CountAsync();

        Assert.Null(await CountAsync());
        await _attempts.ForgiveAsync(_account, Here, null, Cancel);

        Assert.Null(await CountAsync());
        Assert.Equal(1, await FailuresAsync("network:%"));
        Assert.Equal(SignInAttempts.FreeFailures, await FailuresAsync("strangers"));
    }

    [Fact]
    public async Task Count_GuessesFromManyNetworks_SlowStrangersDownButNotAKnownBrowser()
    {
        for (var network = 0; network < SignInAttempts.FreeFailuresOfStrangers; network++)
            Assert.Null(await _attempts.CountAsync(_account, IPAddress.Parse($"198.51.100.{network}"), null, Cancel));

        Assert.NotNull(await _attempts.CountAsync(_account, IPAddress.Parse("192.0.2.1"), null, Cancel));
        Assert.Null(await _attempts.CountAsync(_account, IPAddress.Parse("192.0.2.1"), Guid.NewGuid(), Cancel));
    }

    [Fact]
    public async Task Count_AddressesOfOneIPv6Network_AreOne()
    {
        for (var host = 1; host <= SignInAttempts.FreeFailures; host++)
            Assert.Null(await _attempts.CountAsync(_account, IPAddress.Parse($"2001:db8:1:2::{host}"), null, Cancel));

        Assert.NotNull(await _attempts.CountAsync(_account, IPAddress.Parse("2001:db8:1:2:ffff::1"), null, Cancel));
        Assert.Null(await _attempts.CountAsync(_account, IPAddress.Parse("2001:db8:1:3::1"), null, Cancel));
    }

    [Fact]
    public async Task Prune_ADayLater_ForgetsThem()
    {
        await CountAsync();
        _clock.Advance(TimeSpan.FromHours(25));

        await _attempts.PruneAsync(Cancel);

        Assert.Equal(0, await _postgres.Database.ScalarAsync<long>("select count(*) from sign_in_attempts where account = $1", _account));
    }

    private Task<TimeSpan?> CountAsync() => _attempts.CountAsync(_account, Here, null, Cancel);

    private Task<int> FailuresAsync(string source) =>
        _postgres.Database.ScalarAsync<int>("select failures from sign_in_attempts where account = $1 and source like $2", _account,
            source);
}
