using Portal.Infrastructure.Analytics;
using Portal.Testing;
using Portal.Testing.Analytics;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Analytics;

public sealed class ResultCacheTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private int _asked;

    [Fact]
    public async Task Get_SameQuestionAgain_IsNotAskedAgain()
    {
        var (cache, store, _) = await CacheAsync();

        var first = await cache.GetAsync(store.TenantId, new Question("a"), AskAsync, Cancel);
        var second = await cache.GetAsync(store.TenantId, new Question("a"), AskAsync, Cancel);

        Assert.Equal((1, 1), (first, second));
    }

    [Fact]
    public async Task Get_ReadModelsMovedOn_IsAskedAgain()
    {
        var (cache, store, rows) = await CacheAsync();
        await cache.GetAsync(store.TenantId, new Question("a"), AskAsync, Cancel);

        await rows.ProjectedAsync(lastBatch: 2);

        Assert.Equal(2, await cache.GetAsync(store.TenantId, new Question("a"), AskAsync, Cancel));
    }

    [Fact]
    public async Task Get_ReadModelsMovedOnAndTheAnswerKept_IsAskedAgainOnceItIsOld()
    {
        var clock = new MovableClock();
        var (_, store, rows) = await CacheAsync();
        var cache = new ResultCache(new ReadModelQueries(postgres.Database), time: clock);
        Task<int> GetAsync() => cache.GetAsync(store.TenantId, new Question("a"), TimeSpan.FromMinutes(1), AskAsync, Cancel);
        await GetAsync();

        await rows.ProjectedAsync(lastBatch: 2);
        Assert.Equal(1, await GetAsync());
        clock.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal(2, await GetAsync());
    }

    [Fact]
    public async Task Get_ReadModelsMadeAnewAndTheAnswerKept_IsAskedAgain()
    {
        var (cache, store, rows) = await CacheAsync();
        Task<int> GetAsync() => cache.GetAsync(store.TenantId, new Question("a"), TimeSpan.FromMinutes(1), AskAsync, Cancel);
        await rows.ProjectedAsync(lastBatch: 1);
        await GetAsync();

        await postgres.Database.ExecuteAsync("update projections set rebuilt_at = now() where tenant_id = $1", store.TenantId);

        Assert.Equal(2, await GetAsync());
    }

    [Fact]
    public async Task Get_OtherQuestionOrOtherTenant_HasAnAnswerOfItsOwn()
    {
        var (cache, store, _) = await CacheAsync();
        var other = await TestStore.CreateAsync(postgres.Database);
        await cache.GetAsync(store.TenantId, new Question("a"), AskAsync, Cancel);

        Assert.Equal(2, await cache.GetAsync(store.TenantId, new Question("b"), AskAsync, Cancel));
        Assert.Equal(3, await cache.GetAsync(other.TenantId, new Question("a"), AskAsync, Cancel));
    }

    [Fact]
    public async Task Get_AskedTwiceAtOnce_IsComputedOnce()
    {
        var (cache, store, _) = await CacheAsync();
        var open = new TaskCompletionSource();
        async Task<int> WaitAsync(CancellationToken token)
        {
            await open.Task.WaitAsync(token);
            return await AskAsync(token);
        }

        var both = new[] { cache.GetAsync(store.TenantId, new Question("a"), WaitAsync, Cancel),
            cache.GetAsync(store.TenantId, new Question("a"), WaitAsync, Cancel) };
        open.SetResult();
        var answers = await Task.WhenAll(both);

        Assert.Equal([1, 1], answers);
    }

    [Fact]
    public async Task Get_AllAskersLeave_CancelsTheComputation()
    {
        var (cache, store, _) = await CacheAsync();
        var (begun, ended) = (new TaskCompletionSource(), new TaskCompletionSource());
        async Task<int> HangAsync(CancellationToken token)
        {
            token.Register(ended.SetResult);
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, token);
            return 0;
        }

        using var leave = new CancellationTokenSource();
        var asked = cache.GetAsync(store.TenantId, new Question("a"), HangAsync, leave.Token);
        await begun.Task.WaitAsync(Cancel);
        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        await ended.Task.WaitAsync(Cancel);
        Assert.Equal(1, await cache.GetAsync(store.TenantId, new Question("a"), AskAsync, Cancel));
    }

    [Fact]
    public async Task Get_Failed_IsAskedAgain()
    {
        var (cache, store, _) = await CacheAsync();

        await Assert.ThrowsAsync<TimeoutException>(() => cache.GetAsync<int>(store.TenantId, new Question("a"),
            _ => throw new TimeoutException(), Cancel));

        Assert.Equal(1, await cache.GetAsync(store.TenantId, new Question("a"), AskAsync, Cancel));
    }

    [Fact]
    public async Task Get_MoreQuestionsThanKept_ForgetsTheOneAskedLongestAgo()
    {
        var (cache, store, _) = await CacheAsync(max: 2);
        foreach (var name in (string[])["a", "b", "a", "c"])
            await cache.GetAsync(store.TenantId, new Question(name), AskAsync, Cancel);

        Assert.Equal(1, await cache.GetAsync(store.TenantId, new Question("a"), AskAsync, Cancel));
        Assert.Equal(4, await cache.GetAsync(store.TenantId, new Question("b"), AskAsync, Cancel));
    }

    private Task<int> AskAsync(CancellationToken cancellationToken) => Task.FromResult(Interlocked.Increment(ref _asked));

    private async Task<(ResultCache, TestStore, ReadModelRows)> CacheAsync(int max = 10)
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        var rows = new ReadModelRows(postgres.Database, store);
        await rows.ProjectedAsync(lastBatch: 1);
        return (new(new ReadModelQueries(postgres.Database), max), store, rows);
    }

    private sealed record Question(string Name);
}
