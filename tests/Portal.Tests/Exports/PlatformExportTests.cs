using Portal.Jobs.Operations;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Xunit;

namespace Portal.Tests.Exports;

/// <summary>The platform administrators' lists as files, as their pages offer them.</summary>
public sealed class PlatformExportTests(PortalApp app) : IClassFixture<PortalApp>
{
    [Fact]
    public async Task Stores_InEveryFormat_AreThoseThatThePageShows()
    {
        var open = await app.StoreAsync("Kopi Platform", $"{Guid.NewGuid():N}@platform.example");
        var closed = await app.StoreAsync("Teh Platform", $"{Guid.NewGuid():N}@platform.example");
        await app.Database.ExecuteAsync("update tenants set suspended_at = now() where id = $1", closed.TenantId);
        using var browser = await AdministratorAsync();

        var all = await ExportedFiles.OpenAsync(browser, PortalUrls.Platform + "?q=platform&sort=name",
            PortalUrls.PlatformExport("stores"));
        var suspended = await ExportedFiles.OpenAsync(browser, PortalUrls.Platform + "?q=platform&f=state:is:Suspended",
            PortalUrls.PlatformExport("stores"));

        Assert.Equal("Name,Address,Country,Members,Sites,\"Last opened, UTC\",\"Created, UTC\",State", all.Heading);
        Assert.Equal([("Kopi Platform", "Open"), ("Teh Platform", "Suspended")],
            all.Rows.Select(row => (row.GetProperty("name").GetString()!, row.GetProperty("state").GetString()!)));
        Assert.StartsWith($"Kopi Platform,{PortalUrls.Store(open.Slug)},ID,1,1,,", all.Lines[1], StringComparison.Ordinal);
        Assert.Equal(("Kopi Platform", 1m), (all.Cells[0][0], all.Cells[0][3]));
        Assert.IsType<DateTime>(all.Cells[0][6]);
        Assert.Equal("Teh Platform", Assert.Single(suspended.Of("name")));
    }

    [Fact]
    public async Task Runs_InEveryFormat_AreThoseThatThePageShows()
    {
        await app.Database.ExecuteAsync("""
            insert into job_runs (id, job, node, started_at, finished_at, outcome, message) values
              ('export-1', 'ExportSampleJob', 'node-1', '2026-03-01 10:00Z', '2026-03-01 10:01:30Z', 'failed', 'The mail server did not answer.'),
              ('export-2', 'ExportSampleJob', 'node-1', '2026-03-01 11:00Z', null, 'running', null)
            """);
        using var browser = await AdministratorAsync();

        var files = await ExportedFiles.OpenAsync(browser, PortalUrls.Jobs + "?q=export+sample", PortalUrls.PlatformExport("runs"));
        var failed = await ExportedFiles.OpenAsync(browser, PortalUrls.Jobs + "?q=export+sample&f=outcome:is:Failed",
            PortalUrls.PlatformExport("runs"));

        Assert.Equal(
            ["Job,Outcome,\"Started, UTC\",Duration,Message", "Export sample,Running,2026-03-01T11:00:00+00:00,,",
                "Export sample,Failed,2026-03-01T10:00:00+00:00,90,The mail server did not answer."], files.Lines);
        Assert.Equal(90, files.Rows[1].GetProperty("duration").GetDouble());
        Assert.Equal(["Export sample", "Failed", new DateTime(2026, 3, 1, 10, 0, 0), 90m, "The mail server did not answer."],
            Assert.Single(failed.Cells));
    }

    [Fact]
    public async Task Timetable_InEveryFormat_HasEveryJob()
    {
        using var browser = await AdministratorAsync();

        var files = await ExportedFiles.OpenAsync(browser, PortalUrls.Jobs, PortalUrls.PlatformExport("timetable"));

        Assert.Equal("Job,What it does,Last outcome,\"Last run, UTC\",\"Next run, UTC\"", files.Heading);
        Assert.Contains(JobRun.Words(nameof(PruneJobRunsJob)), files.Of("job"));
        Assert.All(files.Of("what"), sentence => Assert.EndsWith(".", sentence, StringComparison.Ordinal));
    }

    private async Task<PortalBrowser> AdministratorAsync()
    {
        var email = $"{Guid.NewGuid():N}@administrators.example";
        await app.PersonAsync(email, administrator: true);
        return await app.SignedInAsync(email);
    }
}
