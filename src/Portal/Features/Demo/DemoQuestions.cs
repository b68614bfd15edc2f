using Portal.Domain.Analytics.Funnels;
using Portal.Domain.Analytics.Goals;
using Portal.Domain.Analytics.Matching;
using Portal.Domain.Events;
using Portal.Infrastructure.Analytics.Funnels;
using Portal.Infrastructure.Analytics.Goals;

namespace Portal.Features.Demo;

/// <summary>The goals and the funnel that the demo store's owner keeps.</summary>
internal sealed class DemoQuestions(SaveGoal goals, SaveFunnel funnels)
{
    private static readonly GoalDetails[] Goals =
    [
        new("Order placed", new(EventName.OrderCompleted), "total"),
        new("Checkout reached", new(EventName.CheckoutStarted), null),
        new("Signed up", new("signed_up"), null),
        new("Looked at a batik collection", new(EventName.PageViewed, new EventFilter(FilterField.Path, null, FilterOperator.StartsWith,
            "/collections/batik")), null),
    ];

    private static readonly FunnelDefinition FromCollection = new(
        [new("product_list_viewed"), new(EventName.ProductViewed), new(EventName.ProductAdded), new(EventName.OrderCompleted)],
        FunnelDefinition.DefaultWindow, FunnelBreakdown.Device);

    public async Task SaveAsync(Guid tenantId, Guid ownerId, CancellationToken cancellationToken)
    {
        foreach (var goal in Goals)
        {
            await goals.RunAsync(tenantId, ownerId, null, goal, cancellationToken);
        }

        await funnels.RunAsync(tenantId, ownerId, null, "From a collection to an order", FromCollection, cancellationToken);
    }
}
