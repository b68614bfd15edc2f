using Portal.Domain.Orders;
using Portal.Domain.Shared.Text;
using Portal.Domain.Tenancy;
using Portal.Features.Api;
using Portal.Hosting.Failures;
using Portal.Infrastructure.Sales;

namespace Portal.Features.Sales;

/// <summary>What a store sold, for programs: the figures of the sales pages.</summary>
public static class SalesEndpoints
{
    private const int DefaultDays = 28;

    public static void MapSalesEndpoints(this IEndpointRouteBuilder routes) => routes
        .MapStoreApi("/api/v1/analytics/sales", "Sales", ApiScopes.AnalyticsRead)
        .MapGet("/summary", SummaryAsync).WithName("getSalesSummary")
            .WithSummary("Gross and net sales, refunds, orders, units and customers of some days")
        .WithDescription(
            "Amounts are in the store's currency. By event date a refund or edit counts on the day it happened, by order date on the day "
            + "of its order.")
        .With(
            new ApiParameter.Day("from", $"The first day in the store's time zone; {DefaultDays} days up to the last one without it."),
            new ApiParameter.Day("to", "The last day, included; today without it."),
            new ApiParameter.Choice("basis", "Which day a later change of an order counts on.", OrderNames.All<AccountingBasis>(),
                OrderNames.Of(AccountingBasis.Event)))
        .Produces<SalesSummary>();

    private static async Task<IResult> SummaryAsync(ApiCall call, SalesQueries sales, CancellationToken cancellationToken)
    {
        var to = call.Day("to") ?? StoreClock.For(call.Store.TimeZone).Day(call.Now);
        var from = call.Day("from") ?? to.AddDays(1 - DefaultDays);
        call.Errors.Require(from <= to, "from", "The first day comes after the last.");
        if (!call.Errors.None)
            return Problems.Fields(call.Errors);

        var basis = OrderNames.Find<AccountingBasis>(call.Text("basis"))!.Value;
        var range = new DayRange(from, to);
        var figures = await sales.TotalAsync(call.Store.TenantId, range, basis, cancellationToken);
        return Results.Ok(SalesSummary.Of(range, basis, call.Store, figures,
            await sales.CustomersAsync(call.Store.TenantId, range, cancellationToken)));
    }
}
