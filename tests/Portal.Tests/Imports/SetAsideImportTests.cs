using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Operations.Background;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.Tests.Imports;

/// <summary>An import over which the process has ended again and again, as a stack overflow or a lack of memory end it.</summary>
public sealed class SetAsideImportTests(PortalApp app) : IClassFixture<PortalApp>
{
    private const string Lines = "orderId,placedAt,sku,quantity,unitPrice\nQ1,2024-01-01,s,1,1\n";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Import_ProcessEndedOverItAgainAndAgain_IsSetAsideUntilAPersonRetriesIt()
    {
        using var api = await ImportApi.OpenAsync(app);
        using var other = await ImportApi.OpenAsync(app);
        var (id, address) = await CrashedAsync(api, crashes: 2);

        var aside = await UntilAsync(api, address, "failed");
        Assert.StartsWith("This import is set aside", aside.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal("finished", (await other.ImportAsync("order_lines", Lines)).GetProperty("status").GetString());
        await Task.Delay(TimeSpan.FromSeconds(6), Cancelled);
        Assert.Equal("failed", (await ReadAsync(api, address)).GetProperty("status").GetString());

        Assert.True(await app.Services.GetRequiredService<RetryWorkUnit>()
            .RunAsync(new("ImportService", api.TenantId, id.ToString()), Cancelled));

        Assert.Equal(1, (await UntilAsync(api, address, "finished")).GetProperty("counts").GetProperty("merged").GetInt32());
        await UntilForgottenAsync(api);
    }

    [Fact]
    public async Task Import_ProcessEndedOverItOnce_IsTakenUpAgain()
    {
        using var api = await ImportApi.OpenAsync(app);
        var (_, address) = await CrashedAsync(api, crashes: 0);

        await UntilAsync(api, address, "finished");

        await UntilForgottenAsync(api);
    }

    [Fact]
    public async Task Import_SetAsideAndCalledOff_Ends()
    {
        using var api = await ImportApi.OpenAsync(app);
        var (_, address) = await CrashedAsync(api, crashes: 2);
        await UntilAsync(api, address, "failed");

        using var client = app.CreateClient();
        await app.Database.ExecuteAsync("update imports set cancel_requested = true where tenant_id = $1", api.TenantId);

        await UntilAsync(api, address, "cancelled");
        await UntilForgottenAsync(api);
    }

    // What a process leaves behind that ends in the middle: the import runs, under a lease that is over, and its beginning is written down.
    private async Task<(Guid Id, string Address)> CrashedAsync(ImportApi api, int crashes)
    {
        var tried = await api.ImportAsync("order_lines", Lines, isDryRun: true);
        var id = tried.GetProperty("id").GetGuid();
        await app.Database.ExecuteAsync("""
            with unit as (
              insert into work_units (tenant_id, service, unit, failures, crashes, first_failed_at, last_failed_at, started_at)
              values ($1, 'ImportService', $2::text, $3, $3, case when $3 > 0 then now() end, case when $3 > 0 then now() end, now()))
            update imports set state = 'running', dry_run = false, finished_at = null, rows_merged = 0, merged_batches = 0, created = 0,
                lease_until = now() - interval '1 second'
            where tenant_id = $1 and id = $2
            """, api.TenantId, id, crashes);
        return (id, $"/api/v1/imports/{id}");
    }

    private static async Task<JsonElement> ReadAsync(ImportApi api, string address)
    {
        using var answer = await api.GetAsync(address);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancelled)).RootElement;
    }

    // The import ends first, what was noted of it is forgotten next.
    private async Task UntilForgottenAsync(ImportApi api)
    {
        for (var tries = 0; await app.Database.ScalarAsync<bool>("select exists (select from work_units where tenant_id = $1)",
            api.TenantId); tries++)
        {
            Assert.True(tries < 100, "The unit is still noted.");
            await Task.Delay(50, Cancelled);
        }
    }

    private static async Task<JsonElement> UntilAsync(ImportApi api, string address, string status)
    {
        for (var tries = 0; ; tries++)
        {
            var import = await ReadAsync(api, address);
            if (import.GetProperty("status").GetString() == status)
                return import;
            Assert.True(tries < 400, $"{import}");
            await Task.Delay(100, Cancelled);
        }
    }
}
