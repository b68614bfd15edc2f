using Portal.Jobs.Imports;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Jobs.Tests.Imports;

public sealed class PruneImportFilesJobTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Run_FilesOfEveryState_KeepsWhatMayStillBeImported()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        foreach (var (name, state, isDryRun, days) in ((string, string, bool, int)[])
            [
                ("imported", "finished", false, 0), ("failed", "failed", false, 0), ("old try", "finished", true, 8),
                ("old upload", "uploaded", true, 8),
                ("try", "finished", true, 6), ("upload", "uploaded", true, 6), ("waits", "queued", false, 9), ("runs", "running", false, 9),
            ])
        {
            await postgres.Database.ExecuteAsync("""
                with i as (
                  insert into imports (tenant_id, id, kind, file_name, dry_run, state, created_at, created_by, finished_at, bytes)
                  values ($1, gen_random_uuid(), 'customers', $2, $4, $3, now() - make_interval(days => $5), 'Ani', case
                    when $3 = 'finished' then now() - make_interval(days => $5) end, 4)
                  returning id)
                insert into import_chunks (tenant_id, import_id, number, content) select $1, i.id, number, 'abcd'
                  from i, generate_series(0, 1) number
                """, store.TenantId, name, state, isDryRun, days);
        }

        await using var node = await SchedulerHost.StartAsync(postgres.Database);

        Assert.Equal(("succeeded", "8 pieces of files deleted"), await node.RunAsync<PruneImportFilesJob>());
        Assert.Equal(("succeeded", "0 pieces of files deleted"), await node.RunAsync<PruneImportFilesJob>());
        Assert.Equal(["runs", "try", "upload", "waits"], await postgres.Database.ListAsync<string>(
            "select distinct i.file_name from import_chunks c join imports i on i.tenant_id = c.tenant_id and i.id = c.import_id where "
                + "c.tenant_id = $1 order by 1", store.TenantId));
    }
}
