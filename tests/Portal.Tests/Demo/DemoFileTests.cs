using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Identity;
using Portal.Domain.Tenancy;
using Portal.Features.Demo;
using Portal.Hosting.Process;
using Portal.Infrastructure.Identity;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Tests.Demo;

public sealed class DemoFileTests(PortalApp portal) : IClassFixture<PortalApp>, IAsyncLifetime
{
    private static readonly Uri Address = new("http://localhost:5080");

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("portal-test-");
    private TestStore _store = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await portal.Database.ExecuteAsync(
            "delete from memberships; delete from platform_tokens; delete from users; update tenants set is_demo = false");
        _store = await TestStore.CreateAsync(portal.Database);
        await portal.Database.ExecuteAsync("update tenants set is_demo = true where id = $1", _store.TenantId);
        await using var scope = portal.Services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<PersonRegistration>();
        var administrator = people.Create(new NewPerson("Administrator", DemoFile.AdministratorEmail, null), emailConfirmed: true);
        administrator.IsAdministrator = true;
        await using var context = portal.Db.ForPlatform();
        context.AddRange(administrator, people.Create(new NewPerson(DemoFile.OwnerName, DemoFile.OwnerEmail, null), emailConfirmed: true));
        await context.SaveChangesAsync(Cancelled);
    }

    public ValueTask DisposeAsync()
    {
        _data.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Write_FirstStart_TellsWorkingSignInsToTheOperatorAlone()
    {
        var access = await WriteAsync();

        Assert.Equal(_store.WriteKey, access.WriteKey);
        Assert.True(await SignsInAsync(access.Owner!.Email, access.Owner.Password));
        Assert.True(await SignsInAsync(access.Admin!.Email, access.Admin.Password));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_data.FullName, "demo.json")));
    }

    [Fact]
    public async Task Write_LaterStart_KeepsEverySecret()
    {
        var first = await WriteAsync();

        Assert.Equal(first, await WriteAsync());
    }

    [Fact]
    public async Task Write_ApiKnowsMoreThanAtTheFirstStart_WidensTheToken()
    {
        await WriteAsync();
        await portal.Database.ExecuteAsync("update api_tokens set scopes = array['store:read'] where tenant_id = $1", _store.TenantId);

        await WriteAsync();

        var scopes = await portal.Database.ScalarAsync<string[]>("select scopes from api_tokens where tenant_id = $1", _store.TenantId);
        Assert.Equal(ApiScopes.All.Select(scope => scope.Key), scopes);
    }

    [Fact]
    public async Task Write_RotatedKey_ChangesTheKeyAndNothingElse()
    {
        var first = await WriteAsync();
        await portal.Database.ExecuteAsync("update write_keys set key = 'wk_rotated' where tenant_id = $1", _store.TenantId);

        Assert.Equal(first with { WriteKey = "wk_rotated" }, await WriteAsync());
    }

    [Fact]
    public async Task Write_FileLostOnAnOperatorsDatabase_LeavesPasswordsAlone()
    {
        var first = await WriteAsync();
        File.Delete(Path.Combine(_data.FullName, "demo.json"));

        var second = await WriteAsync();

        Assert.Null(second.Admin);
        Assert.Null(second.Owner);
        Assert.True(await SignsInAsync(first.Admin!.Email, first.Admin.Password));
    }

    [Fact]
    public async Task Write_FileLostBesideTheEmbeddedServer_MakesNewSecrets()
    {
        var first = await WriteAsync();
        File.Delete(Path.Combine(_data.FullName, "demo.json"));

        var second = await new DemoFile(Arguments(), portal.Database, portal.Db, TimeProvider.System, await PostgresServer.GetAsync())
            .WriteAsync(Address, Hasher(), Cancelled);

        Assert.False(await SignsInAsync(first.Admin!.Email, first.Admin.Password));
        Assert.True(await SignsInAsync(second.Admin!.Email, second.Admin.Password));
        Assert.True(await SignsInAsync(second.Owner!.Email, second.Owner.Password));
    }

    private Task<DemoAccess> WriteAsync() =>
        new DemoFile(Arguments(), portal.Database, portal.Db, TimeProvider.System).WriteAsync(Address, Hasher(), Cancelled);

    private PortalArguments Arguments() => new() { DataDirectory = _data.FullName };

    private static PasswordHasher<PortalUser> Hasher() => new();

    private async Task<bool> SignsInAsync(string email, string password)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        return await users.CheckPasswordAsync((await users.FindByEmailAsync(email))!, password);
    }
}
