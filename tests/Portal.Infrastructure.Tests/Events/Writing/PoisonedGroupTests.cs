using Microsoft.Extensions.Logging.Abstractions;
using Portal.Domain.Events;
using Portal.Infrastructure.Events;
using Portal.Infrastructure.Events.Writing;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;
using Xunit;

using static Portal.Infrastructure.Tests.Events.EventRequests;

namespace Portal.Infrastructure.Tests.Events.Writing;

/// <summary>What cannot be written of one store takes nothing of another store with it, and is not asked for again.</summary>
public sealed class PoisonedGroupTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly Rejection NotStorable = new(0, "not_storable", "The message holds something that cannot be stored.");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_RowThatOnlyTheTableRefuses_IsRejectedByIndex()
    {
        var (poisoned, other) = (await TestStore.CreateAsync(postgres.Database), await TestStore.CreateAsync(postgres.Database));
        await postgres.Database.ExecuteAsync("alter table events add constraint no_poison check (message_id <> 'poison')");
        using var mixed = Parse(poisoned, Batch(Track("poison"), Track("good")));
        using var good = Parse(other, Batch(Track("mine")));

        await WriteAsync(postgres.Database, mixed, good);

        Assert.False(mixed.Stored.IsFaulted);
        Assert.Equal([NotStorable], mixed.Rejections);
        Assert.Equal(["good"], await KeptAsync(poisoned));
        Assert.Equal(["mine"], await KeptAsync(other));
    }

    [Fact]
    public async Task Write_WhatOnlyTheLedgerRefuses_RejectsTheRequestAndKeepsTheOthers()
    {
        var (poisoned, other) = (await TestStore.CreateAsync(postgres.Database), await TestStore.CreateAsync(postgres.Database));
        await postgres.Database.ExecuteAsync(
            $"alter table event_batches add constraint no_store check (tenant_id <> '{poisoned.TenantId}')");
        using var bad = Parse(poisoned, Batch(Track("a")));
        using var good = Parse(other, Batch(Track("mine")));

        await WriteAsync(postgres.Database, bad, good);

        Assert.False(bad.Stored.IsFaulted);
        Assert.Equal([NotStorable], bad.Rejections);
        Assert.Empty(await KeptAsync(poisoned));
        Assert.Equal(["mine"], await KeptAsync(other));
    }

    [Fact]
    public async Task Write_RequestWhoseRowsAreBroken_FailsAlone()
    {
        var (poisoned, other) = (await TestStore.CreateAsync(postgres.Database), await TestStore.CreateAsync(postgres.Database));
        var broken = Parse(poisoned, Batch(Track("a")));
        broken.Rows.Dispose();
        using var good = Parse(other, Batch(Track("mine")));

        await WriteAsync(postgres.Database, broken, good);

        Assert.True(broken.Stored.IsFaulted);
        Assert.Equal(["mine"], await KeptAsync(other));
    }

    [Fact]
    public async Task Commit_ListenerThatThrows_AnswersTheSendersAndTellsTheOtherListeners()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        var (options, heard) = (new EventOptions { Writers = 1 }, new Listener());
        var queue = new EventQueue(options, new(new()));
        using var writer = new EventWriter(
            queue, postgres.Database, new(TimeProvider.System), [new Listener { Throws = true }, heard], options,
                BackgroundFrame.Supervision(), NullLogger<EventWriter>.Instance);
        await writer.StartAsync(Cancelled);
        using var first = Parse(store, Batch(Track("a")));
        using var second = Parse(store, Batch(Track("b")));

        queue.TryEnqueue(first);
        await first.Stored.WaitAsync(TimeSpan.FromSeconds(20), Cancelled);
        queue.TryEnqueue(second);
        await second.Stored.WaitAsync(TimeSpan.FromSeconds(20), Cancelled);

        Assert.Equal(2, heard.Groups);
        await writer.StopAsync(Cancelled);
    }

    private Task<List<string>> KeptAsync(TestStore store) =>
        postgres.Database.ListAsync<string>("select message_id from events where tenant_id = $1 order by 1", store.TenantId);

    private sealed class Listener : ICommitListener
    {
        public bool Throws { get; init; }

        public int Groups { get; private set; }

        public void OnCommitted(IReadOnlyList<IngestRequest> group)
        {
            Groups++;
            if (Throws)
                throw new InvalidOperationException("bug");
        }
    }
}
