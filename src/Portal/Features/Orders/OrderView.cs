using Portal.Domain.Orders;

namespace Portal.Features.Orders;

/// <summary>Which orders a tab of the list shows.</summary>
internal sealed record OrderView(string? Key, string Title, IReadOnlyList<OrderStatus> Statuses, bool OnlyRefunded = false)
{
    public const string Name = "view";

    public static IReadOnlyList<OrderView> All { get; } =
    [
        new(null, "All", []),
        new("to-ship", "To ship", [OrderStatus.Paid, OrderStatus.PartiallyFulfilled]),
        new("unpaid", "Unpaid", [OrderStatus.Pending, OrderStatus.Draft]),
        new("refunds", "Refunds", [], OnlyRefunded: true),
        new("cancelled", "Cancelled", [OrderStatus.Cancelled]),
    ];

    public static OrderView Find(string? key) => All.FirstOrDefault(view => view.Key == key) ?? All[0];
}
