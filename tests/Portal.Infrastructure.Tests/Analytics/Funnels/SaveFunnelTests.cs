using Portal.Domain.Analytics.Funnels;
using Portal.Domain.Analytics.Matching;
using Portal.Infrastructure.Analytics.Funnels;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Analytics.Funnels;

public sealed class SaveFunnelTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly FunnelDefinition Buy = new(
        [new("page_viewed", new EventFilter(FilterField.Path, null, FilterOperator.StartsWith, "/a;b\\")),
            new("order_completed", new EventFilter(FilterField.Property, "total", FilterOperator.AtLeast, "12.5"))],
        TimeSpan.FromHours(36), FunnelBreakdown.Channel);

    private readonly SaveFunnel _save = new(postgres.Db, TimeProvider.System);
    private readonly SavedFunnelQueries _queries = new(postgres.Db);

    [Fact]
    public async Task Run_New_IsListedAsItWasSaid()
    {
        var store = await TestStore.CreateAsync(postgres.Database);

        var saved = await RunAsync(store, null, " Buying ", Buy);

        var funnel = Assert.Single(await _queries.ListAsync(store.TenantId, Cancel));
        Assert.Equal((saved, "Buying"), (funnel.Id, funnel.Name));
        Assert.Equal((Buy.Window, Buy.Breakdown), (funnel.Definition.Window, funnel.Definition.Breakdown));
        Assert.Equal(Buy.Steps.Select(EventMatchFormatter.Write), funnel.Definition.Steps.Select(EventMatchFormatter.Write));
    }

    [Fact]
    public async Task Run_Change_IsThatFunnelWithItsNewStepsAndName()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        var funnel = await RunAsync(store, null, "Buying", Buy);

        await RunAsync(store, funnel, "Looking", Buy with { Steps = [new("product_viewed"), new("product_viewed")] });

        var changed = Assert.Single(await _queries.ListAsync(store.TenantId, Cancel));
        Assert.Equal((funnel, "Looking", "product_viewed"), (changed.Id, changed.Name, changed.Definition.Steps[0].Name));
    }

    [Theory]
    [InlineData("bUYING", "Another funnel has this name.")]
    [InlineData("", "Enter a name for the funnel.")]
    public async Task Run_NameThatCannotBe_IsInvalid(string name, string message)
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await RunAsync(store, null, "Buying", Buy);

        var result = await _save.RunAsync(store.TenantId, Guid.NewGuid(), null, name, Buy, Cancel);

        Assert.Equal(message, Assert.IsType<SaveFunnelResult.Invalid>(result).Errors.Messages["name"]);
    }

    [Fact]
    public async Task Run_DefinitionThatCannotBe_IsInvalid()
    {
        var store = await TestStore.CreateAsync(postgres.Database);

        var result = await _save.RunAsync(store.TenantId, Guid.NewGuid(), null, "Buying", Buy with { Steps = [] }, Cancel);

        Assert.Contains("steps", Assert.IsType<SaveFunnelResult.Invalid>(result).Errors.Messages.Keys);
        Assert.Empty(await _queries.ListAsync(store.TenantId, Cancel));
    }

    [Fact]
    public async Task ChangeAndDelete_OtherTenant_FindNothing()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        var stranger = await TestStore.CreateAsync(postgres.Database);
        var funnel = await RunAsync(store, null, "Buying", Buy);

        Assert.IsType<SaveFunnelResult.Missing>(await _save.RunAsync(stranger.TenantId, Guid.NewGuid(), funnel, "Mine", Buy, Cancel));
        Assert.False(await new DeleteFunnel(postgres.Db).RunAsync(stranger.TenantId, funnel, Cancel));
        Assert.Empty(await _queries.ListAsync(stranger.TenantId, Cancel));
        Assert.Null(await _queries.FindAsync(stranger.TenantId, funnel, Cancel));
        Assert.True(await new DeleteFunnel(postgres.Db).RunAsync(store.TenantId, funnel, Cancel));
        Assert.Null(await _queries.FindAsync(store.TenantId, funnel, Cancel));
    }

    private async Task<Guid> RunAsync(TestStore store, Guid? funnel, string name, FunnelDefinition definition) =>
        Assert.IsType<SaveFunnelResult.Saved>(await _save.RunAsync(store.TenantId, await PersonAsync(), funnel, name, definition,
            Cancel)).FunnelId;

    private Task<Guid> PersonAsync() => postgres.Database.ScalarAsync<Guid>(
        "insert into users (id, display_name, created_at) values (gen_random_uuid(), 'Ana', now()) returning id");
}
