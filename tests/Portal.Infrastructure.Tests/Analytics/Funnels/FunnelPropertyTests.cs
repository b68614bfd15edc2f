using System.Globalization;
using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Funnels;
using Portal.Domain.Analytics.Matching;
using Portal.Infrastructure.Analytics;
using Portal.Infrastructure.Analytics.Funnels;
using Portal.Infrastructure.Tests.Analytics.Projection;
using Xunit;

namespace Portal.Infrastructure.Tests.Analytics.Funnels;

/// <summary>Funnels over random events, late and re-attributed ones among them, against plain SQL.</summary>
public sealed class FunnelPropertyTests(ProjectedShops shops) : IClassFixture<ProjectedShops>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly AnalyticsRange Range = new(new(new(2026, 3, 28), new(2026, 3, 30)), "Europe/Berlin");

    public static TheoryData<string[], string, string[], string> Funnels { get; } = new()
    {
        { ["page_viewed", "product_viewed"], "3h", ["p.name = 'page_viewed'", "p.name = 'product_viewed'"], "3 hours" },
        { ["page_viewed", "product_viewed", "product_added", "order_completed"], "6h",
            ["p.name = 'page_viewed'", "p.name = 'product_viewed'", "p.name = 'product_added'", "p.name = 'order_completed'"], "6 hours" },
        { ["page_viewed", "page_viewed", "page_viewed;path^=/p/"], "90m",
            ["p.name = 'page_viewed'", "p.name = 'page_viewed'", "p.name = 'page_viewed' and p.path like '/p/%'"], "90 minutes" },
        { ["page_viewed;path=/sale", "page_viewed;path~bout", "checkout_started"], "1d",
            ["p.path = '/sale'", "p.path like '%bout%'", "p.name = 'checkout_started'"], "1 day" },
        { ["product_viewed;country=ID", "product_added;device=mobile"], "1d",
            ["p.name = 'product_viewed' and p.country = 'ID'", "p.name = 'product_added' and p.device = 'mobile'"], "1 day" },
        { ["products_searched;prop.query=SHOE", "product_viewed;prop.name~name 1", "order_completed"], "3d",
            ["p.name = 'products_searched' and lower(p.properties ->> 'query') = 'shoe'",
            "p.name = 'product_viewed' and p.properties ->> 'name' like 'Name 1%'", "p.name = 'order_completed'"], "3 days" },
        { ["products_searched;prop.results<1", "page_viewed"], "10m",
            ["p.name = 'products_searched' and p.properties ->> 'results' = '0'", "p.name = 'page_viewed'"], "10 minutes" },
        {
            ["page_viewed;channel=email", "product_viewed"], "1d",
            ["p.name = 'page_viewed' and exists (select from sessions s where s.tenant_id = $1 and s.visitor = p.visitor and s.is_bot = "
                + "p.is_bot and p.occurred_at between s.started_at and s.ended_at and s.channel = 'email')", "p.name = 'product_viewed'"],
            "1 day"
        },
    };

    // Only some days are kept, so that a funnel goes from them to the events and back.
    [Theory]
    [MemberData(nameof(Funnels))]
    public async Task Find_SomeDaysKeptReady_CountsThePeopleOfPlainSql(string[] steps, string window, string[] conditions, string interval)
    {
        foreach (var store in shops.Stores)
        {
            foreach (var name in steps.Select(step => Read(step).Name))
            {
                await Kept.PrecomputeAsync(store.TenantId, name, Range with { Days = new(new(2026, 3, 29), new(2026, 3, 31)) }, Cancel);
            }
        }

        await Find_RandomEvents_CountsThePeopleOfPlainSql(steps, window, conditions, interval);
    }

    [Theory]
    [MemberData(nameof(Funnels))]
    public async Task Find_RandomEvents_CountsThePeopleOfPlainSql(string[] steps, string window, string[] conditions, string interval)
    {
        foreach (var bots in (bool[])[false, true])
        {
            var naive = new NaiveFunnel(conditions, interval, bots);
            foreach (var store in shops.Stores)
            {
                var figures = await FindAsync(store.TenantId, Define(steps, window), bots);

                var expected = await naive.PeopleAsync(shops.Database, store.TenantId);
                Assert.NotEqual(0, expected[0]);
                Assert.Equal(expected, figures.Steps.Select(step => step.People));
                Assert.Equal(
                    (await naive.OutcomesAsync(shops.Database, store.TenantId)).Order(StringComparer.Ordinal),
                    figures.Last.SelectMany((people, step) => people.Select(person => Line(person, step + 1)))
                        .Order(StringComparer.Ordinal));
            }
        }
    }

    [Theory]
    [InlineData(FunnelBreakdown.Channel, "s.channel")]
    [InlineData(FunnelBreakdown.Country, "s.country")]
    [InlineData(FunnelBreakdown.Device, "s.device")]
    [InlineData(FunnelBreakdown.Visitor, "case when s.is_new then 'new' else 'returning' end")]
    public async Task Find_Breakdown_CountsThePeopleOfEachSession(FunnelBreakdown breakdown, string column)
    {
        var naive = new NaiveFunnel(["p.name = 'page_viewed'", "p.name = 'product_viewed'"], "3 hours");
        foreach (var store in shops.Stores)
        {
            var figures = await FindAsync(store.TenantId, Define(["page_viewed", "product_viewed"], "3h") with { Breakdown = breakdown });

            Assert.Equal(
                (await naive.GroupsAsync(shops.Database, store.TenantId, column)).Order(StringComparer.Ordinal),
                figures.Groups.Select(group => $"{group.Value ?? "-"}|{string.Join('|', group.Steps.Select(step => step.People))}")
                    .Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Find_TwoSteps_TheMedianTimeIsThatOfPlainSql()
    {
        var naive = new NaiveFunnel(["p.name = 'page_viewed'", "p.name = 'product_viewed'"], "3 hours");
        foreach (var store in shops.Stores)
        {
            var figures = await FindAsync(store.TenantId, Define(["page_viewed", "product_viewed"], "3h"));

            var expected = await naive.MedianOfTwoStepsAsync(shops.Database, store.TenantId);
            Assert.Equal(expected.Single()!.Value, figures.Steps[1].MedianTime!.Value.TotalSeconds, 0.000_001);
        }
    }

    private OccurrenceDays Kept => new(shops.Database, new(shops.Database, TimeProvider.System));

    private static string Line(FunnelPerson person, int steps) => string.Create(
        CultureInfo.InvariantCulture, $"{person.Person}|{steps}|{(person.At - DateTimeOffset.UnixEpoch).Ticks / 10_000_000m:0.000000}");

    private static FunnelDefinition Define(string[] steps, string window)
    {
        var definition = new FunnelDefinition([.. steps.Select(Read)], WindowFormatter.Read(window)!.Value);
        Assert.True(definition.Check().None);
        return definition;
    }

    private static EventMatch Read(string text)
    {
        Assert.True(EventMatchFormatter.TryRead(text, out var match));
        return match;
    }

    private async Task<FunnelFigures> FindAsync(Guid tenantId, FunnelDefinition funnel, bool bots = false)
    {
        using var queries = new FunnelQueries(shops.Database, new ResultCache(new ReadModelQueries(shops.Database)), Kept,
            TimeProvider.System);
        return ((FunnelAnswer.Counted)await queries.FindAsync(tenantId, funnel, Range with { IncludeBots = bots }, Cancel)).Figures;
    }
}
