using Portal.Infrastructure.Analytics;
using Portal.Testing.Analytics;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;

namespace Portal.Infrastructure.Tests.Analytics;

/// <summary>A database with the store of <see cref="AnalyticsStory"/> and one in which nothing happened.</summary>
public sealed class StoryFixture : PostgresFixture
{
    public Guid Store { get; private set; }

    public Guid Stranger { get; private set; }

    public ResultCache Answers { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Answers = new(new ReadModelQueries(Database));
        Store = (await ProjectedStore.WithAsync(Database, AnalyticsStory.Events)).TenantId;
        Stranger = (await TestStore.CreateAsync(Database)).TenantId;
    }
}
