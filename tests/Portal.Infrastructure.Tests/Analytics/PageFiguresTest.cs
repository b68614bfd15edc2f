using System.Globalization;
using Portal.Domain.Analytics;
using Portal.Domain.Shared.Tables;
using Portal.Infrastructure.Analytics;
using Portal.Infrastructure.Tests.Analytics.Projection;
using Portal.Testing.Data;
using Portal.Testing.Tenancy;
using Xunit;

namespace Portal.Infrastructure.Tests.Analytics;

/// <summary>Compares what a page shows of random shops with a statement over their events.</summary>
public abstract class PageFiguresTest(ProjectedShops shops) : IClassFixture<ProjectedShops>
{
    protected const string Day = "(occurred_at at time zone 'Europe/Berlin')::date";
    protected const string SessionDay = "(started_at at time zone 'Europe/Berlin')::date between '2026-03-28' and '2026-03-29'";

    // The shops' events lie on 27 to 30 March; the clocks change on the 29th.
    protected static readonly AnalyticsRange Range = new(new(new(2026, 3, 28), new(2026, 3, 29)), "Europe/Berlin");
    protected static readonly TableQuery Everything = TableQuery.First with { Size = 1_000 };

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected ProjectedShops Shops { get; } = shops;

    protected ResultCache Answers => new(new ReadModelQueries(Shops.Database));

    /// <param name="naive">Gives rows of one text; $1 is the store.</param>
    protected async Task AssertSameAsync(string naive, Func<TestStore, Task<IEnumerable<string>>> shown)
    {
        foreach (var store in Shops.Stores)
        {
            var expected = await Shops.Database.ListAsync<string>(naive, store.TenantId);

            var actual = await shown(store);

            Assert.NotEmpty(expected);
            Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
        }
    }

    protected static string Line(params object[] values) =>
        string.Join('|', values.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)));

    protected static string Money(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);
}
