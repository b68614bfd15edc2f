using System.Net;
using Microsoft.AspNetCore.Builder;
using Npgsql;
using Portal.Infrastructure.Data.Workloads;
using Portal.Testing.Hosting;
using Portal.Testing.Identity;
using Xunit;

namespace Portal.Tests.Hosting;

/// <summary>Few pages of one store are made at the same time; the next ones wait, and other stores do not notice.</summary>
public sealed class PagesAtOnceTests(PagesAtOnceTests.App app) : IClassFixture<PagesAtOnceTests.App>
{
    private const int Connections = 2;
    private const int Waiting = 16; // for the one that is being made

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_BeyondThoseAtOnce_WaitThenAreRefusedAndAnotherStoresAreMade()
    {
        var (busy, other) = (await app.StoreAsync("Busy", "owner@busy.example"), await app.StoreAsync("Other", "owner@other.example"));
        using var mine = await app.SignedInAsync("owner@busy.example");
        using var theirs = await app.SignedInAsync("owner@other.example");
        var held = new List<NpgsqlConnection>();
        using (WorkloadScope.Enter(Workload.Page))
        {
            for (var connection = 0; connection < Connections; connection++)
                held.Add(await app.Database.OpenForTenantAsync(busy.TenantId, Cancel));
        }


        var asked = Enumerable.Range(0, 1 + Waiting + 1)
            .Select(_ => mine.Client.GetAsync(new Uri($"/s/{busy.Slug}/analytics", UriKind.Relative), Cancel)).ToList();
        var refused = await await Task.WhenAny(asked);
        await theirs.OpenAsync($"/s/{other.Slug}/analytics");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, theirs.Status);
        Assert.Equal(1, asked.Count(answer => answer.IsCompleted));
        held.ForEach(connection => connection.Dispose());
        var answers = await Task.WhenAll(asked);
        Assert.Equal(1 + Waiting, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
    }

    public sealed class App : PortalApp
    {
        protected override void Configure(WebApplicationBuilder builder)
        {
            builder.Configuration["Rates:PagesPerStore"] = "1";
            builder.Configuration["Workloads:Page:StoreConnections"] = $"{Connections}";
            builder.Configuration["Workloads:Page:WaitSeconds"] = "60";
        }
    }
}
