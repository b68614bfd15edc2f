using System.Net;
using System.Text;
using Npgsql;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.EndToEnd.Events;

/// <summary>What was acknowledged is in the table exactly once, whatever dies meanwhile.</summary>
public sealed class CrashTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kill_PortalThenDatabaseUnderLoad_KeepsEveryAcknowledgedMessageOnce()
    {
        await using var installation = await PortalInstallation.StartAsync();
        var store = await TestStore.CreateAsync(installation.Database);
        await using var client = new EventClient(installation.Portal.Address, store.WriteKey);

        await client.WaitForMoreAsync(4_000, Cancelled);
        await installation.Portal.KillAsync();
        await installation.StartPortalAsync();
        await client.WaitForMoreAsync(4_000, Cancelled);
        await installation.KillDatabaseAsync();
        await client.WaitForMoreAsync(4_000, Cancelled);
        await client.FinishAsync();

        Assert.True(client.Failures > 0, "No request met a dead portal, so nothing was proven.");
        await AssertKeptOnceAsync(installation, store, client);
    }

    [Fact]
    public async Task Terminate_UnderLoad_KeepsEveryAcknowledgedMessageOnce()
    {
        await using var installation = await PortalInstallation.StartAsync();
        var store = await TestStore.CreateAsync(installation.Database);
        await using var client = new EventClient(installation.Portal.Address, store.WriteKey);

        await client.WaitForMoreAsync(2_000, Cancelled);
        installation.Portal.RequestStop();
        var exitCode = await installation.Portal.WaitForExitAsync();
        await installation.StartPortalAsync();
        await client.WaitForMoreAsync(2_000, Cancelled);
        await client.FinishAsync();

        Assert.Equal(0, exitCode);
        await AssertKeptOnceAsync(installation, store, client);
    }

    [Fact]
    public async Task Terminate_RequestsInFlight_AreAnsweredAfterTheirCommit()
    {
        await using var installation = await PortalInstallation.StartAsync();
        var store = await TestStore.CreateAsync(installation.Database);
        using var http = new HttpClient { BaseAddress = installation.Portal.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", store.WriteKey);

        Task<HttpResponseMessage>[] inFlight;
        await using (var connection = await installation.Database.Owner.OpenConnectionAsync(Cancelled))
        await using (var transaction = await connection.BeginTransactionAsync(Cancelled))
        {
            // Holds every writer up, so that the requests are surely under way when the signal comes.
            await new NpgsqlCommand("lock table events in access exclusive mode", connection).ExecuteNonQueryAsync(Cancelled);
            inFlight = [.. Enumerable.Range(0, 12).Select(number => http.PostAsync("/v1/track", Track(number), Cancelled))];
            await Task.Delay(500, Cancelled);
            installation.Portal.RequestStop();
            await Task.Delay(500, Cancelled);
            Assert.DoesNotContain(inFlight, request => request.IsCompleted);
        }

        var answers = await Task.WhenAll(inFlight);
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(0, await installation.Portal.WaitForExitAsync());
        await installation.StartPortalAsync();
        Assert.Equal(12, await installation.Database.ScalarAsync<long>("select count(*) from events where tenant_id = $1", store.TenantId));
    }

    private static StringContent Track(int number) =>
        new($$"""{"messageId":"m{{number}}","event":"Signed Up","userId":"u"}""", Encoding.UTF8, "application/json");

    private static async Task AssertKeptOnceAsync(PortalInstallation installation, TestStore store, EventClient client)
    {
        var kept = await installation.Database.ListAsync<string>("select message_id from events where tenant_id = $1", store.TenantId);
        var distinct = kept.ToHashSet(StringComparer.Ordinal);

        Assert.Equal(kept.Count, distinct.Count);
        Assert.Equal(0, client.Acknowledged.Count(id => !distinct.Contains(id)));
    }
}
