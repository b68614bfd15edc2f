using Microsoft.Extensions.Logging.Abstractions;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Orders;
using Portal.Testing.Data;
using Portal.Testing.Events;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Live;

/// <summary>Somebody who cannot be shown what happens keeps it from nobody else, and ends nothing.</summary>
public sealed class WatcherFailureTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Push_WatchersThatThrow_ShowsTheFiguresToTheOthersOfThatStoreAndOfOthers()
    {
        var (mine, theirs) = (await TestStore.CreateAsync(postgres.Database), await TestStore.CreateAsync(postgres.Database));
        using var boards = Node.Boards(postgres.Database, TimeProvider.System);
        await boards.StartAsync(Cancelled);
        var shown = 0;
        using var broken = await boards.WatchAsync(
            Current(mine), snapshot => _ = shown++ == 0 ? snapshot : throw new InvalidOperationException("bug"), Cancelled);
        var (beside, elsewhere) = (new Sightings(), new Sightings());
        using var second = await boards.WatchAsync(Current(mine), beside.Add, Cancelled);
        using var third = await boards.WatchAsync(Current(theirs), elsewhere.Add, Cancelled);

        var later = DateTimeOffset.UtcNow.AddSeconds(2);
        await beside.UntilAsync(snapshot => snapshot.AsOf > later);
        await elsewhere.UntilAsync(snapshot => snapshot.AsOf > later);

        Assert.True(shown > 2, $"{shown}");
        Assert.Equal(0, boards.State.Status.Restarts);
        await boards.StopAsync(Cancelled);
    }

    [Fact]
    public async Task Tell_WatcherThatThrows_TellsTheOthers()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        using var watch = new OrderWatch(postgres.Database, BackgroundFrame.Supervision(), NullLogger<OrderWatch>.Instance);
        var told = new TaskCompletionSource();
        using var broken = watch.Watch(store.TenantId, () => throw new InvalidOperationException("bug"));
        using var other = watch.Watch(store.TenantId, () => told.TrySetResult());
        await watch.StartAsync(Cancelled);

        await told.Task.WaitAsync(Soon, Cancelled);

        Assert.Equal(0, watch.State.Status.FailuresInRow);
        await watch.StopAsync(Cancelled);
    }

    private static CurrentStore Current(TestStore store) =>
        new(store.TenantId, store.Slug, "Store", "EUR", "Europe/Berlin", "DE", StoreRole.Viewer);
}
