using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Analytics.IngestHealth;
using Portal.Infrastructure.Analytics.Projection;
using Portal.Infrastructure.Billing;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Tests.Analytics.IngestHealth;

/// <summary>
/// What health and usage say of random requests, repeated and wrong messages among them, against plain SQL over the events that are stored.
/// </summary>
public sealed class IngestFiguresTests(PortalApp app) : IClassFixture<PortalApp>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task HealthAndUsage_RandomRequests_AreThoseOfPlainSql(int seed)
    {
        var random = new Random(seed);
        var store = await TestStore.CreateAsync(app.Database);
        var (messages, wrong) = (0L, 0L);
        var now = DateTimeOffset.UtcNow;
        for (var request = 0; request < 25; request++)
        {
            var batch = Enumerable.Range(0, random.Next(1, 12)).Select(_ => Message(random, now)).ToList();
            (messages, wrong) = (messages + batch.Count,
                wrong + batch.Count(message => !message.Contains("\"event\"", StringComparison.Ordinal)));
            await SendAsync(store.WriteKey, batch);
        }

        await UntilCountedAsync(store.TenantId, messages);
        await app.Services.GetRequiredService<Projector>().CatchUpAsync(store.TenantId, Cancel);
        var stored = (await app.Database.ListAsync<string>(
            "select concat_ws('|', count(*), count(distinct message_id), count(*) filter (where received_at - occurred_at > interval '1 "
                + "hour')) from events where tenant_id = $1", store.TenantId))[0];
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        var health = (await app.Services.GetRequiredService<IngestQueries>()
            .FindAsync(store.TenantId, new(new(today.AddDays(-3), today.AddDays(1)), "Europe/Berlin"), Cancel)).Totals;
        Assert.Equal(stored, string.Create(CultureInfo.InvariantCulture, $"{health.Accepted}|{health.Accepted}|{health.Late}"));
        Assert.Equal((25L, messages - wrong - health.Accepted, wrong, 0L),
            (health.Requests, health.Duplicates, health.Rejected, health.Held));
        Assert.True(health is { Duplicates: > 0, Rejected: > 0, Late: > 0 });

        var usage = await app.Services.GetRequiredService<UsageQueries>().MonthAsync(store.TenantId, Cancel);
        Assert.Equal(health.Accepted, usage.Days.Concat(usage.DaysBefore).Sum());
    }

    // Of 60 ids, so that most come again, each of its own instant as a repeat is; some late, some without a name.
    private static string Message(Random random, DateTimeOffset now)
    {
        var id = random.Next(60);
        var at = now.AddMinutes(id % 4 == 0 ? -150 : -1);
        var name = random.Next(8) == 0 ? "" : "\"event\":\"Cart Viewed\",";
        return $$"""{"type":"track",{{name}}"messageId":"m-{{id}}","anonymousId":"v-{{random.Next(5)}}","timestamp":"{{at:O}}"}""";
    }

    private async Task SendAsync(string writeKey, IEnumerable<string> messages)
    {
        using var client = app.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", writeKey);
        using var body = new StringContent($$"""{"batch":[{{string.Join(',', messages)}}]}""", Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri("/v1/batch", UriKind.Relative), body, Cancel);
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest); // the latter when every message is wrong
    }

    // A node writes down what it answered every few seconds.
    private async Task UntilCountedAsync(Guid tenantId, long messages)
    {
        for (var tries = 0; await app.Database.ScalarAsync<long>(
            "select coalesce(sum(accepted + duplicates + rejected), 0)::bigint from ingest_health where tenant_id = $1",
            tenantId) < messages; tries++)
        {
            Assert.True(tries < 300, "The health of ingestion was not written down.");
            await Task.Delay(100, Cancel);
        }
    }
}
