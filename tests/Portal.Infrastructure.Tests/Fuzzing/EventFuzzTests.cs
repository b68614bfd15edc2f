using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Portal.Domain.Events;
using Portal.Infrastructure.Analytics.Projection;
using Portal.Infrastructure.Events;
using Portal.Infrastructure.Events.Enrichment;
using Portal.Infrastructure.Events.Parsing;
using Portal.Infrastructure.Events.Writing;
using Portal.Infrastructure.Live;
using Portal.Infrastructure.Orders.Writing;
using Portal.Infrastructure.Tests.Events;
using Portal.Testing.Data;
using Portal.Testing.Fuzzing;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Fuzzing;

/// <summary>
/// Whatever is sent to the event API: a body is read or called malformed, and of a body that is read each message is taken or
/// rejected by its index with a reason. What is taken can be stored, and nothing that follows the events stumbles over it.
/// </summary>
public sealed class EventFuzzTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly EnrichmentCaches Known = Warm();
    private static readonly EventRoute[] Routes = [new(null), new(null, IsImport: true), new("track"), new("page"), new("identify")];

    // Rows hold what the batch shares once for each message, within the limit of all.
    private static readonly FuzzBudget Budget = new(64 * 1024 + (4 * EventLimits.ExpandedBytes), 200, TimeSpan.FromSeconds(2));

    [Fact]
    public async Task Parse_BrokenBytes_AreReadOrCalledMalformed() => Assert.InRange(
        await Fuzz.RunAsync(random => Parse(random, ByteMutator.Mutate(random, random.Pick(SampleRequests.Bytes), SampleRequests.Bytes))),
            1, int.MaxValue);

    [Fact]
    public async Task Parse_StrangeStructure_IsTakenOrRejectedByIndex() => Assert.InRange(
        await Fuzz.RunAsync(random =>
            Parse(random, Encoding.UTF8.GetBytes(JsonMutator.Mutate(random, random.Pick(SampleRequests.Batches))))), 1, int.MaxValue);

    [Fact]
    public async Task Store_WhatWasTaken_IsKeptAndFollowed()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await Fuzz.RunAsync(async random =>
        {
            var body = Encoding.UTF8.GetBytes(Recent(JsonMutator.Mutate(random, random.Pick(SampleRequests.Batches))));
            if (body.Length > EventLimits.RequestBytes || Read(body, isBatch: true) is not { } envelope
                || envelope.Messages.Count > EventLimits.Messages)
                return;
            using var request = new IngestRequest(EventRequests.Source(store), DateTimeOffset.UtcNow);
            using (var parser = new EventParser(request.Source, new("https://shop.example", null, null), random.Pick(Routes[..2]),
                request.ReceivedAt, Known))
                parser.Parse(body, envelope, request);
            if (request.Events.Count == 0)
                return;

            await EventRequests.WriteAsync(postgres.Database, request);

            Assert.False(request.Stored.IsFaulted, request.Stored.Exception?.InnerException?.Message);
            Assert.Equal(envelope.Messages.Count, request.Events.Count + request.Rejections.Count);
            new LiveBoard(store.TenantId, "EUR", "Europe/Berlin").Apply([request.BatchId], [request.Rows.Bytes], DateTimeOffset.UtcNow);
            await FollowAsync(store);
        });
    }

    private async Task FollowAsync(TestStore store)
    {
        var rebuild = new RebuildReadModels(postgres.Database, TimeProvider.System);
        await new Projector(postgres.Database, rebuild, TimeProvider.System).CatchUpAsync(store.TenantId, Cancel);
        await new EventOrderIntake(postgres.Database, TimeProvider.System).AdvanceAsync(store.TenantId, Cancel);
    }

    private static void Parse(FuzzRandom random, byte[] body)
    {
        if (body.Length > EventLimits.RequestBytes)
            body = body[..EventLimits.RequestBytes];
        var route = random.Pick(Routes);
        var (receivedAt, messages, answered) = (DateTimeOffset.UtcNow, 0, 0);
        Budget.Check(body.Length, () =>
        {
            if (Read(body, route.Type is null) is not { } envelope || envelope.Messages.Count > EventLimits.Messages)
                return;
            using var request = new IngestRequest(EventRequests.Source(QueuedStore), receivedAt);
            using (var parser = new EventParser(request.Source, EventSender.Portal, route, receivedAt, Known))
                parser.Parse(body, envelope, request);
            messages = envelope.Messages.Count;
            answered = request.Events.Select(row => row.Index).Concat(request.Rejections.Select(rejection => rejection.Index)).Distinct()
                .Count();
            Assert.Equal(answered, request.Events.Count + request.Rejections.Count);
        });
        Assert.Equal(messages, answered);
    }

    // As the portal reads it: what it calls malformed is none of these exceptions any more.
    private static Envelope? Read(byte[] body, bool isBatch) => EventIngest.TryReadEnvelope(body, isBatch, out var envelope, out _)
        ? envelope : null;

    // What a node loads once does not belong to the first request.
    private static EnrichmentCaches Warm()
    {
        var known = new EnrichmentCaches();
        _ = known.Addresses.Find("203.0.113.7"u8);
        return known;
    }

    // Most of it has to be young enough to be taken.
    private static string Recent(string json) =>
        json.Replace("2026-11-30T09:59:58",
        DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture),
        StringComparison.Ordinal)
        .Replace("2026-11-30T10:00:00Z", DateTimeOffset.UtcNow.ToString("O"), StringComparison.Ordinal);

    private static readonly TestStore QueuedStore = new(Guid.NewGuid(), Guid.NewGuid(), "wk", "store");
}
