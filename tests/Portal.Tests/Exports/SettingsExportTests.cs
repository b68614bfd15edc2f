using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Tenancy;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Portal.Tests.Imports;
using Quartz;
using Xunit;

namespace Portal.Tests.Exports;

/// <summary>The lists of the settings as files, as their pages offer them.</summary>
public sealed class SettingsExportTests(PortalApp app) : IClassFixture<PortalApp>
{
    private const string Lines = """
        order,sku,quantity,date,price
        A1,KOPI,2,2026-03-01 10:00,12.50
        A2,TEH,none,2026-03-02 11:00,30
        """;

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Imports_InEveryFormat_SayWhatBecameOfTheirRows()
    {
        using var api = await ImportApi.OpenAsync(app);
        using var other = await ImportApi.OpenAsync(app);
        await other.ImportAsync("order_lines", Lines);
        await api.ImportAsync("order_lines", Lines);
        await api.ImportAsync("order_lines", Lines, isDryRun: true);
        var (slug, manager) = await ManagerAsync(api.TenantId);

        var files = await ExportedFiles.OpenAsync(manager, PortalUrls.Imports(slug), PortalUrls.ImportsExport(slug));

        Assert.Equal("File,Kind,State,Rows taken,Rows rejected,By,Uploaded", files.Heading);
        Assert.Equal(["Tried, not imported", "Imported"], files.Of("state"));
        Assert.Equal((1, 1), (files.Rows[1].GetProperty("rows").GetInt64(), files.Rows[1].GetProperty("rejected").GetInt64()));
        Assert.StartsWith("orders.csv,", files.Lines[2], StringComparison.Ordinal);
        Assert.Equal(("orders.csv", 1m), (files.Cells[1][0], files.Cells[1][3]));
        Assert.IsType<DateTime>(files.Cells[1][6]);
    }

    [Fact]
    public async Task RejectedRows_InEveryFormat_AreAsTheFileHadThem()
    {
        using var api = await ImportApi.OpenAsync(app);
        var import = (await api.ImportAsync("order_lines",
            "order,sku,quantity,date,price,reason\nA1,KOPI,none,2026-03-01 10:00,12.50,=gift\n")).GetProperty("id").GetGuid();
        var (slug, manager) = await ManagerAsync(api.TenantId);

        var files = await ExportedFiles.OpenAsync(manager, PortalUrls.Import(slug, import), PortalUrls.ImportRejections(slug, import));

        Assert.Equal("line,reason,order,sku,quantity,date,price,reason", files.Heading);
        Assert.StartsWith("2,", files.Lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",A1,KOPI,none,2026-03-01 10:00,12.50,'=gift", files.Lines[1], StringComparison.Ordinal);
        Assert.Equal(("KOPI", "=gift"), (files.Of("sku").Single(), files.Of("reason 2").Single()));
        Assert.Equal(["A1", "KOPI", "none", "2026-03-01 10:00", "12.50", "=gift"], files.Cells[0].Skip(2));
    }

    [Fact]
    public async Task ApiTokens_InEveryFormat_NeverHoldASecretOrItsHash()
    {
        var store = await StoreAsync("tokens");
        var (slug, manager) = await ManagerAsync(store.TenantId);
        var maker = await app.Database.ScalarAsync<Guid>("select user_id from memberships where tenant_id = $1 limit 1", store.TenantId);
        await using var scope = app.Services.CreateAsyncScope();
        var made = (CreateApiTokenResult.Created)await scope.ServiceProvider.GetRequiredService<CreateApiToken>()
            .RunAsync(store.TenantId, maker, "Till", [ApiScopes.StoreRead], Cancel);
        var hash = await app.Database.ScalarAsync<byte[]>("select token_hash from api_tokens where tenant_id = $1 and name = 'Till'",
            store.TenantId);

        var files = await ExportedFiles.OpenAsync(manager, PortalUrls.ApiTokens(slug), PortalUrls.ApiTokensExport(slug));

        Assert.Equal("Name,Ends in,What it may do,Created,Last used", files.Heading);
        Assert.Equal(["name", "end", "scopes", "created", "used"], files.Rows[0].EnumerateObject().Select(field => field.Name));
        var till = Assert.Single(files.Rows, row => row.GetProperty("name").GetString() == "Till");
        Assert.Equal("…" + made.Secret[^4..], till.GetProperty("end").GetString());
        string[] everything = [.. files.Lines, .. files.Rows.Select(row => row.GetRawText()),
            .. files.Cells.SelectMany(row => row).Select(cell => cell?.ToString() ?? "")];
        Assert.DoesNotContain(everything, text => text.Contains(made.Secret, StringComparison.Ordinal)
            || text.Contains(Convert.ToHexString(hash), StringComparison.OrdinalIgnoreCase)
            || text.Contains(Convert.ToBase64String(hash), StringComparison.Ordinal));
    }

    [Fact]
    public async Task PrivacyRequests_InEveryFormat_SayWhatBecameOfThem()
    {
        // Requests are dealt with every minute.
        await (await app.Services.GetRequiredService<ISchedulerFactory>().GetScheduler(Cancel)).PauseAll(Cancel);
        var (store, other) = (await StoreAsync("privacy"), await StoreAsync("other-privacy"));
        const string Request =
            "insert into erasures (tenant_id, id, person, subject, requested_at, finished_at, events, error) values ($1, "
            + "gen_random_uuid(), 1, $2, $3, $4, $5, $6)";
        var noon = new DateTime(2026, 3, 1, 5, 0, 0, DateTimeKind.Utc); // 12:00 in Jakarta
        await app.Database.ExecuteAsync(Request, store.TenantId, DBNull.Value, noon, noon.AddMinutes(1), 7, DBNull.Value);
        await app.Database.ExecuteAsync(Request, store.TenantId, "phone", noon.AddHours(1), DBNull.Value, DBNull.Value,
            "The disk is full.");
        await app.Database.ExecuteAsync(Request, store.TenantId, "tablet", noon.AddHours(2), DBNull.Value, DBNull.Value, DBNull.Value);
        await app.Database.ExecuteAsync(Request, other.TenantId, "secret", noon, DBNull.Value, DBNull.Value, DBNull.Value);
        var (slug, manager) = await ManagerAsync(store.TenantId);

        var files = await ExportedFiles.OpenAsync(manager, PortalUrls.PrivacyRequests(slug), PortalUrls.PrivacyRequestsExport(slug));

        Assert.Equal("Visitor,State,Events deleted,Requested,By,Done", files.Heading);
        Assert.Equal(["tablet,\"Waits, done within minutes\",,2026-03-01T14:00:00+07:00,,",
            "phone,\"Failed, tried again\",,2026-03-01T13:00:00+07:00,,",
            ",Forgotten,7,2026-03-01T12:00:00+07:00,,2026-03-01T12:01:00+07:00"], files.Lines.Skip(1));
        Assert.Equal(["tablet", "phone", null], files.Of("subject"));
        Assert.Equal([null, "Forgotten", 7m, new DateTime(2026, 3, 1, 12, 0, 0), null, new DateTime(2026, 3, 1, 12, 1, 0)], files.Cells[2]);
    }

    [Fact]
    public async Task SitesAndInvitations_InEveryFormat_AreThoseOfTheirPages()
    {
        var store = await StoreAsync("sites");
        var (slug, manager) = await ManagerAsync(store.TenantId);
        await app.Database.ExecuteAsync(
            "insert into invitations (tenant_id, id, email, role, token_hash, created_at, expires_at) values ($1, gen_random_uuid(), "
                + "'new@sites.example', 'analyst', '\\x01', now(), now() + interval '2 days')",
            store.TenantId);

        var sites = await ExportedFiles.OpenAsync(manager, PortalUrls.Sites(slug), PortalUrls.SitesExport(slug));
        var invitations = await ExportedFiles.OpenAsync(manager, PortalUrls.Team(slug), PortalUrls.InvitationsExport(slug));

        Assert.Equal("Site,Domain,First event,Last event of the past day,Write key", sites.Heading);
        Assert.Equal(store.WriteKey, Assert.Single(sites.Of("key")));
        Assert.Equal("E-mail,Role,Invited,Open until", invitations.Heading);
        Assert.StartsWith("new@sites.example,Analyst,", invitations.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitingRates_InEveryFormat_AreTheRowsThatWait()
    {
        var store = await StoreAsync("rates");
        var (slug, manager) = await ManagerAsync(store.TenantId);
        var import = Guid.NewGuid();
        await app.Database.ExecuteAsync(
            "insert into imports (tenant_id, id, kind, file_name, dry_run, state, created_at, created_by, bytes) values ($1, $2, "
                + "'orders', 'march.csv', false, 'finished', now(), 'Ada', 1)", store.TenantId, import);
        await app.Database.ExecuteAsync(
            "insert into import_rejections (tenant_id, import_id, line, reason, fields) select $1, $2, day, 'Currency: what USD was "
                + "worth in IDR on 2026-03-0' || day || ' is not known.', '{}' from generate_series(1, 3) day", store.TenantId, import);

        var files = await ExportedFiles.OpenAsync(manager, PortalUrls.ExchangeRates(slug), PortalUrls.WaitingRatesExport(slug));

        Assert.Equal(["Import,Currency,From,To,Rows", "march.csv,USD,2026-03-01,2026-03-03,3"], files.Lines);
        Assert.Equal(["march.csv", "USD", new DateTime(2026, 3, 1), new DateTime(2026, 3, 3), 3m], files.Cells[0]);
        Assert.Equal(3, files.Rows[0].GetProperty("rows").GetInt64());
    }

    private Task<ProvisionStoreResult.Provisioned> StoreAsync(string name) => app.StoreAsync(name, $"{Guid.NewGuid():N}@{name}.example");

    private async Task<(string Slug, PortalBrowser Browser)> ManagerAsync(Guid tenantId)
    {
        var email = $"{Guid.NewGuid():N}@members.example";
        await app.PersonAsync(email, tenantId, StoreRole.Manager);
        return (await app.Database.ScalarAsync<string>("select slug from tenants where id = $1", tenantId), await app.SignedInAsync(email));
    }
}
