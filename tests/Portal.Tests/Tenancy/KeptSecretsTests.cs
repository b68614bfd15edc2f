using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Tenancy;
using Portal.Infrastructure.Tenancy;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Xunit;

namespace Portal.Tests.Tenancy;

/// <summary>Who reads the database finds no secret that opens anything.</summary>
public sealed class KeptSecretsTests(PortalApp app) : IClassFixture<PortalApp>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Secrets_OfTokensInvitationsAndPeople_StandInNoTable()
    {
        var store = await app.StoreAsync("Secrets", "owner@secrets.example");
        await using var scope = app.Services.CreateAsyncScope();
        var created = (CreateApiTokenResult.Created)await scope.ServiceProvider.GetRequiredService<CreateApiToken>()
            .RunAsync(store.TenantId, store.OwnerId!.Value, "Second", [ApiScopes.StoreRead], Cancel);
        var tables = await app.Database.ListAsync<string>("""
            select c.oid::regclass::text from pg_class c
            where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace in ('public'::regnamespace, to_regnamespace('quartz'))
            """);

        var found = new List<string>();
        foreach (var table in tables)
        {
            // As text, and as the bytes of the text.
            foreach (var secret in (string[])[store.ApiToken!, created.Secret, PortalAppIdentity.Password])
            {
                if (await app.Database.ScalarAsync<bool>(
                    $"select exists (select from {table} t where position($1 in t::text) > 0 or position(encode(convert_to($1, 'UTF8'), "
                    + $"'hex') in t::text) > 0)", secret))
                    found.Add(table);
            }
        }

        Assert.True(tables.Count > 60, $"{tables.Count} tables");
        Assert.Empty(found);
    }
}
