using Portal.Components.Shared.Tables;
using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Funnels;
using Portal.Domain.Tenancy;
using Portal.Features.Analytics.Matching;
using Portal.Features.Shared;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Analytics.Funnels;

using FunnelFigures = Portal.Domain.Analytics.Funnels.FunnelFigures;

namespace Portal.Features.Analytics.Funnels;

/// <summary>The funnel that the page shows as a file: its steps, and those of each value that it is broken down by.</summary>
internal sealed class FunnelExport(FunnelQueries funnels, ShopFunnelQueries shop, SavedFunnelQueries library)
{
    public static void MapFunnelExport(IEndpointRouteBuilder routes) =>
        routes.MapExport<FunnelExport>("/analytics/funnels", AnalyticsPolicies.CanView, (call, export) =>
    {
        var range = call.Range();
        return TableExport.Report(call.Request, call.Named("funnel", range), Columns, () => export.RowsAsync(call, range));
    });

    private static readonly IReadOnlyList<DataColumn<FunnelRow>> Columns =
    [
        new("group", "Of", row => row.Group),
        new("number", "Number", _ => "") { Export = row => row.Number },
        new("step", "Step", row => row.Name),
        new("count", "Count", _ => "") { Export = row => row.Figures.People },
        new("fromPrevious", "Of step before", _ => "") { Export = row => row.Figures.FromPrevious },
        new("fromFirst", "Of first step", _ => "") { Export = row => row.Figures.FromFirst },
        new("dropOff", "Dropped off", _ => "") { Export = row => row.IsLast ? null : row.Figures.DropOff },
        new("medianSeconds", "Median time, s", _ => "") { Export = row => row.Figures.MedianTime?.TotalSeconds },
    ];

    private async Task<IEnumerable<FunnelRow>> RowsAsync(ExportCall call, AnalyticsRange range)
    {
        string?[] steps = [.. call.Request.Query[FunnelParameters.Step]];
        var errors = new FieldErrors();
        var definition = steps.Length > 0 ? FunnelFormatter.Read([.. steps.OfType<string>()], call.Text(FunnelParameters.Window),
            call.Text(FunnelParameters.By), errors)
            : (await library.ListAsync(call.Store.TenantId, call.Cancel))
                .FirstOrDefault(funnel => funnel.Id.ToString() == call.Text(FunnelParameters.Saved))?.Definition;
        if (definition is not null && !StorePolicyTable.Shows(call.Store.Role, AnalyticsPolicies.CanSeePersonalData))
            errors.AddAll(definition.CheckForReaderWithoutPeople());
        if (!errors.None)
            return [];
        if (definition is null)
        {
            var by = FunnelFormatter.ReadBreakdown(call.Text(FunnelParameters.By));
            return Rows(await shop.FindAsync(call.Store.TenantId, range, by, call.Cancel), ShopFunnelQueries.Steps, by);
        }

        return await funnels.FindAsync(call.Store.TenantId, definition, range, call.Cancel) is FunnelAnswer.Counted(var figures, _)
            ? Rows(figures, [.. definition.Steps.Select(EventMatchLabels.Match)], definition.Breakdown)
            : [];
    }

    private static IEnumerable<FunnelRow> Rows(FunnelFigures figures, IReadOnlyList<string> names, FunnelBreakdown by) =>
        Of("All", figures.Steps, names).Concat(figures.Groups.SelectMany(group => Of(FunnelLabels.Value(by, group.Value), group.Steps,
            names)));

    private static IEnumerable<FunnelRow> Of(string group, IReadOnlyList<FunnelStepFigures> steps, IReadOnlyList<string> names) =>
        steps.Select((step, place) => new FunnelRow(group, place + 1, names[place], step, place == steps.Count - 1));

    private sealed record FunnelRow(string Group, int Number, string Name, FunnelStepFigures Figures, bool IsLast);
}
