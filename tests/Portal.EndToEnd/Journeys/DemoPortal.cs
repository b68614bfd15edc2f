using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Domain.Demo;
using Portal.Features.Demo;
using Portal.Hosting.Process;
using Portal.Infrastructure.Analytics.Projection;
using Portal.Infrastructure.Demo;
using Portal.Testing.Data;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.EndToEnd.Journeys;

/// <summary>The portal in development with the small demo store and its simulator; made once for all who take it.</summary>
public sealed class DemoPortal : PortalApp
{
    public const string Collection = "Demo store";

    /// <summary>How to sign in.</summary>
    public DemoAccess Access { get; private set; } = null!;

    /// <summary>The portal's clock: an afternoon.</summary>
    public AfternoonClock Clock { get; } = new();

    /// <summary>The demo store.</summary>
    public Guid TenantId { get; private set; }

    /// <summary>The demo store's part of addresses.</summary>
    public string Slug { get; private set; } = "";

    /// <summary>What the portal logged as an error.</summary>
    public FaultLog Faults { get; } = new();

    /// <summary>Counts everything that has happened so far into the figures.</summary>
    public Task CatchUpAsync() => Services.GetRequiredService<Projector>().CatchUpAsync(TenantId, TestContext.Current.CancellationToken);

    /// <inheritdoc />
    protected override PortalArguments Arrange(PortalArguments arguments) => arguments with { Demo = true, DemoSize = "small" };

    /// <inheritdoc />
    protected override void Configure(WebApplicationBuilder builder)
    {
        builder.Environment.EnvironmentName = Environments.Development;
        builder.Services.AddSingleton<IHostEnvironment>(builder.Environment); // the host keeps one of its own beside the web's
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Logging.AddProvider(Faults);
        builder.Services.PostConfigure<DemoOptions>(options => options.Size = DemoSize.Large); // few days of history, but somebody every few seconds
    }

    /// <inheritdoc />
    protected override async Task PrepareAsync()
    {
        await Database.ExecuteAsync("select ensure_event_partitions(current_date - 32, current_date + 7)");
        Access = await Services.GetRequiredService<DemoSetup>()
            .RunAsync(new("http://localhost"), _ => { }, TestContext.Current.CancellationToken);
        TenantId = await Database.ScalarAsync<Guid>("select id from tenants where is_demo");
        await Database.ExecuteAsync("update tenants set daily_revenue_goal = 4000000 where is_demo"); // the goal of the whole store is out of a small one's sight
        await CatchUpAsync();
        Slug = await Database.ScalarAsync<string>("select slug from tenants where is_demo");
    }
}

/// <summary>Classes of this collection share the demo store, one after the other.</summary>
[CollectionDefinition(DemoPortal.Collection)]
public sealed class SharedDemoPortal : ICollectionFixture<DemoPortal>;
