using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Analytics;
using Portal.Infrastructure.Analytics.Days;
using Portal.Infrastructure.Analytics.Funnels;
using Portal.Infrastructure.Analytics.Paths;
using Portal.Infrastructure.Data;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.Tests.Analytics;

/// <summary>Questions over more events than are held in memory at once.</summary>
public sealed class TooManyEventsTests(TooManyEventsTests.NarrowPortal app) : IClassFixture<TooManyEventsTests.NarrowPortal>
{
    [Theory]
    [InlineData("funnel?step=page_viewed&step=order_completed", 3)]
    [InlineData("paths", 2)]
    public async Task Question_OverMoreThanIsHeld_SaysSoAndHowMuchThatIs(string question, long max)
    {
        using var api = await StoryApi.OpenAsync(app);

        var (status, problem) = await api.ProblemAsync(question);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "too_many_events", max),
            (status, problem.GetProperty("code").GetString(), problem.GetProperty("most").GetInt64()));
        Assert.Contains("fewer days", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    /// <summary>A portal that holds three events of a funnel and two of paths.</summary>
    public sealed class NarrowPortal : PortalApp
    {
        /// <inheritdoc />
        protected override void Configure(WebApplicationBuilder builder)
        {
            builder.Services.AddSingleton(services => new FunnelQueries(
                Of<PortalDatabase>(services), Of<ResultCache>(services), Of<OccurrenceDays>(services), Of<TimeProvider>(services),
                maxEvents: 3));
            builder.Services.AddSingleton(services => new PathQueries(
                Of<PortalDatabase>(services), Of<ResultCache>(services), Of<DailyResultCache>(services), Of<TimeProvider>(services),
                maxRows: 2));
        }

        private static T Of<T>(IServiceProvider services)
            where T : notnull => services.GetRequiredService<T>();
    }
}
