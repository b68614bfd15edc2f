using Portal.Domain.Analytics.Goals;
using Portal.Domain.Analytics.Matching;
using Portal.Infrastructure.Analytics;
using Portal.Infrastructure.Analytics.Goals;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Analytics.Goals;

public sealed class SaveGoalTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly GoalDetails Sale = new(" Saw the sale ",
        new("page_viewed", new EventFilter(FilterField.Path, null, FilterOperator.StartsWith, "/sale;=1")), " ");

    private readonly SaveGoal _save = new(postgres.Db, TimeProvider.System);
    private readonly GoalQueries _queries = new(postgres.Database, postgres.Db, new ResultCache(new ReadModelQueries(postgres.Database)),
        new(postgres.Database, TimeProvider.System));

    [Fact]
    public async Task Run_New_IsListedAsItWasSaid()
    {
        var store = await TestStore.CreateAsync(postgres.Database);

        var saved = await RunAsync(store, null, Sale);

        var goal = Assert.Single(await _queries.ListAsync(store.TenantId, Cancel));
        Assert.Equal((saved, "Saw the sale", null), (goal.Id, goal.Name, goal.ValueProperty));
        Assert.Equal(Sale.Match.Filters, goal.Match.Filters);
    }

    [Fact]
    public async Task Run_Change_KeepsItsPlaceAndIsCountedAnew()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        var goal = await RunAsync(store, null, Sale);

        await RunAsync(store, goal, new("Bought", new("order_completed"), "total"));

        var changed = await _queries.FindAsync(store.TenantId, goal, Cancel);
        Assert.Equal(("Bought", "order_completed", "total"), (changed!.Name, changed.Match.Name, changed.ValueProperty));
    }

    [Theory]
    [InlineData("saw THE sale", "Another goal has this name.")]
    [InlineData(" ", "Enter a name for the goal.")]
    public async Task Run_NameThatCannotBe_IsInvalid(string name, string message)
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await RunAsync(store, null, Sale);

        var result = await _save.RunAsync(store.TenantId, Guid.NewGuid(), null, Sale with { Name = name }, Cancel);

        Assert.Equal(message, Assert.IsType<SaveGoalResult.Invalid>(result).Errors.Messages["name"]);
    }

    [Fact]
    public async Task Run_OneGoalTooMany_IsInvalid()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        await postgres.Database.ExecuteAsync(
            "insert into goals (tenant_id, id, name, match, created_at) select $1, gen_random_uuid(), n::text, 'order_completed', now() "
                + "from generate_series(1, $2) n",
            store.TenantId, Goal.MaxPerStore);

        var result = await _save.RunAsync(store.TenantId, Guid.NewGuid(), null, Sale, Cancel);

        Assert.Equal("A store has at most 50 goals. Delete one first.",
            Assert.IsType<SaveGoalResult.Invalid>(result).Errors.Messages["name"]);
    }

    [Fact]
    public async Task ChangeAndDelete_OtherTenant_FindNothing()
    {
        var store = await TestStore.CreateAsync(postgres.Database);
        var stranger = await TestStore.CreateAsync(postgres.Database);
        var goal = await RunAsync(store, null, Sale);

        Assert.IsType<SaveGoalResult.Missing>(await _save.RunAsync(stranger.TenantId, Guid.NewGuid(), goal, Sale, Cancel));
        Assert.False(await new DeleteGoal(postgres.Db).RunAsync(stranger.TenantId, goal, Cancel));
        Assert.Empty(await _queries.ListAsync(stranger.TenantId, Cancel));
        Assert.Null(await _queries.FindAsync(stranger.TenantId, goal, Cancel));
        Assert.True(await new DeleteGoal(postgres.Db).RunAsync(store.TenantId, goal, Cancel));
        Assert.Empty(await _queries.ListAsync(store.TenantId, Cancel));
    }

    private async Task<Guid> RunAsync(TestStore store, Guid? goal, GoalDetails details) =>
        Assert.IsType<SaveGoalResult.Saved>(await _save.RunAsync(store.TenantId, await PersonAsync(), goal, details, Cancel)).GoalId;

    private Task<Guid> PersonAsync() => postgres.Database.ScalarAsync<Guid>(
        "insert into users (id, display_name, created_at) values (gen_random_uuid(), 'Ana', now()) returning id");
}
