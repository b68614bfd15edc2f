using Portal.Components.Shared.Tables;
using Portal.Features.Analytics;
using Portal.Features.Shared;
using Portal.Features.Shared.Access;
using Portal.Infrastructure.Marketing;

namespace Portal.Features.Marketing;

/// <summary>The section's lists as files.</summary>
public static class MarketingExports
{
    public static void MapMarketingExports(this IEndpointRouteBuilder routes)
    {
        routes.MapExport<SpendQueries>("/marketing/spend", MarketingPolicies.CanView, (call, spend) =>
        {
            var (parameters, range) = (SpendParameters.Read(call.Text(SpendParameters.By), call.Text(SpendParameters.Under)), call.Range());
            var reading = new Lazy<Task<SpendReport>>(() => spend.FindAsync(call.Store.TenantId, range, parameters.Dimension,
                parameters.Model));
            return TableExport.File(
                call.Request, call.Named("ad-spend", range), SpendList.Columns(parameters, call.Store.Currency), SpendList.Default,
                async (page, _) => SpendList.Page(await reading.Value, parameters, page));
        });
        routes.MapExport<SeasonQueries>("/marketing/seasons", MarketingPolicies.CanView, (call, seasons) =>
        {
            var reading = new Lazy<Task<SeasonReport>>(() => seasons.FindAsync(call.Store));
            return TableExport.File(
                call.Request, $"seasons-{call.Store.Slug}", SeasonList.Columns(call.Store), SeasonList.Default, async (page, _) =>
                    SeasonList.Page((await reading.Value).Seasons, page));
        });
        routes.MapExport<SeasonQueries>("/marketing/weekdays", MarketingPolicies.CanView, (call, seasons) =>
            TableExport.Report(call.Request, $"weekdays-{call.Store.Slug}", SeasonReports.Weekdays,
                async () => (await seasons.FindAsync(call.Store, call.Cancel)).Weekdays));
        routes.MapExport<SeasonQueries>("/marketing/like-for-like", MarketingPolicies.CanView, (call, seasons) =>
            TableExport.Report(call.Request, $"like-for-like-{call.Store.Slug}", SeasonReports.LikeForLike(call.Store.Currency),
                async () => (await seasons.FindAsync(call.Store, call.Cancel)).LikeForLike));
        routes.MapExport<CampaignQueries>("/marketing/campaigns", MarketingPolicies.CanView, (call, campaigns) => TableExport.File(
            call.Request, $"campaigns-{call.Store.Slug}", CampaignList.Columns(call.Store), CampaignList.Default, (page, token) =>
                campaigns.ListAsync(call.Store.TenantId, page, token)));
    }
}
