using System.Text;
using Npgsql;
using Portal.Domain.Shared.Text;
using Portal.Infrastructure.Data;
using Portal.Testing.Data;
using Portal.Testing.Fuzzing;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Data;

/// <summary>
/// Columns whose values become links hold web addresses only, whoever writes them, and held nothing else after the migration.
/// </summary>
public sealed class WebAddressColumnTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Script = "javascript:alert(1)";

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("url")]
    [InlineData("image_url")]
    public async Task Products_NoWebAddress_IsRefusedByTheTable(string column)
    {
        var store = await TestStore.CreateAsync(postgres.Database);

        var exception = await Assert.ThrowsAsync<PostgresException>(() => InsertAsync(store, column, Script));

        Assert.Equal(PostgresErrorCodes.CheckViolation, exception.SqlState);
    }

    // What the rule takes, the table must take too, or a row would fail instead of being refused.
    [Fact]
    public async Task Products_WhateverTheRuleTakes_IsTakenByTheTable()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        byte[][] samples = [.. ExtremeValues.Urls.Select(Encoding.UTF8.GetBytes)];
        var taken = 0;
        await Fuzz.RunAsync(async random =>
        {
            var text = random.OneIn(3) ? random.Pick(ExtremeValues.Urls)
                : Encoding.UTF8.GetString(ByteMutator.Mutate(random, random.Pick(samples), samples));
            if (WebAddress.IsValid(text))
            {
                await InsertAsync(store, "url", text);
                taken++;
            }
        });

        Assert.InRange(taken, 1, int.MaxValue);
    }

    [Fact]
    public async Task Migration_WhatWasStoredBefore_IsGone()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await ExecuteAsync("""
            alter table products drop constraint products_url_is_web, drop constraint products_image_url_is_web;
            alter table shipments drop constraint shipments_tracking_url_is_web
            """);
        await InsertAsync(store, "url", Script);
        await InsertAsync(store, "url", "https://user:secret@shop.example/");
        await InsertAsync(store, "image_url", "data:text/html,x");
        await InsertAsync(store, "url", "https://shop.example/tea");

        await ExecuteAsync(Migration.All.Single(migration => migration.Name == "0083_only_web_addresses").Sql);

        Assert.Equal(["https://shop.example/tea"], await postgres.Database.ListAsync<string>(
            "select coalesce(url, image_url) from products where tenant_id = $1 and coalesce(url, image_url) is not null", store.TenantId));
    }

    private async Task InsertAsync(TestStore store, string column, string value)
    {
        await using var command = postgres.Database.Owner.CreateCommand($"""
            insert into products (tenant_id, id, external_id, name, {column}, created_at, updated_at)
            values ($1, gen_random_uuid(), gen_random_uuid()::text, 'Tea', $2, now(), now())
            """);
        command.Parameters.Add(new() { Value = store.TenantId });
        command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = postgres.Database.Owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
