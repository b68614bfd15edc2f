using System.Globalization;
using Portal.Components.Shared.Tables;
using Portal.Domain.Analytics.Retention;
using Portal.Domain.Shared.Text;
using Portal.Features.Analytics.Explorer;
using Portal.Features.Analytics.Funnels;
using Portal.Features.Analytics.Goals;
using Portal.Features.Analytics.IngestHealth;
using Portal.Features.Analytics.Paths;
using Portal.Features.Analytics.Retention;
using Portal.Features.Analytics.Visitors;
using Portal.Features.Shared;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Analytics;

namespace Portal.Features.Analytics;

/// <summary>Reports of the section that are no lists, as files.</summary>
internal static class AnalyticsReports
{
    public static void MapAnalyticsReports(this IEndpointRouteBuilder routes)
    {
        routes.MapGoalExport();
        routes.MapPathExport();
        FunnelExport.MapFunnelExport(routes);
        VisitorExport.MapVisitorExport(routes);
        routes.MapRefusalExport();
        routes.MapSchemaExport();
        routes.MapExport<OverviewQueries>("/analytics/traffic", AnalyticsPolicies.CanView, (call, overview) =>
        {
            var range = call.Range();
            return TableExport.Report(call.Request, call.Named("traffic", range),
                Traffic(call.Store.Currency, range.ByHour, StoreClock.For(call.Store.TimeZone)), async () =>
                (await overview.FindAsync(call.Store.TenantId, range, call.Cancel)).Points);
        });
        routes.MapExport<RetentionQueries>("/analytics/retention", AnalyticsPolicies.CanView, async (call, retention) =>
        {
            var range = call.Range();
            var question = RetentionParameters.Read(call.Text(RetentionParameters.Basis), call.Text(RetentionParameters.Period),
                call.Text(RetentionParameters.Kind));
            var grid = await retention.FindAsync(call.Store.TenantId, range, question, call.Cancel);
            return TableExport.Report(call.Request, call.Named("retention", range), Retention(grid, question.Period),
                () => Task.FromResult<IEnumerable<RetentionCohort>>(grid.Cohorts));
        });
    }

    private static IReadOnlyList<DataColumn<OverviewPoint>> Traffic(string currency, bool byHour, StoreClock clock) =>
    [
        byHour
            ? new("start", "Hour", _ => "") { Export = point => clock.Local(point.Start) }
            : new("start", "Day", _ => "") { Export = point => clock.Day(point.Start) },
        new("visitors", "Visitors", _ => "") { Export = point => point.Visitors },
        ListColumns.Count<OverviewPoint>("sessions", "Sessions", point => point.Figures.Sessions),
        ListColumns.Count<OverviewPoint>("newSessions", "New sessions", point => point.Figures.NewSessions),
        ListColumns.Count<OverviewPoint>("pageViews", "Page views", point => point.Figures.PageViews),
        ListColumns.Percent<OverviewPoint>("bounceRate", "Bounce rate", point => point.Figures.BounceRate),
        ListColumns.Duration<OverviewPoint>("averageDuration", "Average duration, s", point => point.Figures.AverageDuration),
        ListColumns.Count<OverviewPoint>("orders", "Orders", point => point.Figures.Orders),
        ListColumns.Percent<OverviewPoint>("conversion", "Conversion", point => point.Figures.Conversion),
        ListColumns.Money<OverviewPoint>("revenue", "Revenue", currency, point => point.Figures.Revenue),
    ];

    private static IReadOnlyList<DataColumn<RetentionCohort>> Retention(RetentionGrid grid, RetentionPeriod period) =>
    [
        new("cohort", "Cohort", _ => "") { Export = cohort => cohort.Start },
        new("people", "People", _ => "") { Export = cohort => cohort.People },
        .. Enumerable.Range(0, grid.All.Count).Select(age => new DataColumn<RetentionCohort>(
            string.Create(CultureInfo.InvariantCulture, $"period{age}"),
            age == 0 ? (period == RetentionPeriod.Day ? "First day" : "First week")
                : string.Create(CultureInfo.InvariantCulture, $"{age} later"), _ => "")
            {
                Export = cohort => age < cohort.Cells.Count ? cohort.Cells[age].Share : null,
            }),
    ];
}
