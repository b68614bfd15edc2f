using Portal.Domain.Events;
using Portal.Infrastructure.Live;

namespace Portal.Features.Live;

/// <summary>Which events the live page's stream shows.</summary>
public enum ActivityKind
{
    All,
    Orders,
    Carts,
    Visits,
}

/// <summary>How one event reads in the stream: an icon and a few words.</summary>
internal sealed record Activity(ActivityKind Kind, string Icon, string Tone, string Text)
{
    public static Activity Of(LiveEvent item) => item.Name switch
    {
        EventName.PageViewed when item.Source is { } source =>
            new(ActivityKind.Visits, "person_add", "", $"A visitor from {Words(source)}{Campaign(item)}"),
        EventName.OrderCompleted => new(ActivityKind.Orders, "shopping_bag", "success", $"Order {item.OrderId}"),
        EventName.OrderRefunded => new(ActivityKind.Orders, "undo", "", $"Refund of order {item.OrderId}"),
        "order_cancelled" => new(ActivityKind.Orders, "cancel", "", $"Order {item.OrderId} cancelled"),
        "order_updated" => new(ActivityKind.Orders, "edit", "", $"Order {item.OrderId} changed"),
        EventName.ProductAdded => new(ActivityKind.Carts, "add_shopping_cart", "", $"{item.Subject ?? "A product"} added to a cart"),
        "product_removed" => new(ActivityKind.Carts, "remove", "", $"{item.Subject ?? "A product"} taken out of a cart"),
        "cart_viewed" => new(ActivityKind.Carts, "shopping_cart", "", "Looking at a cart"),
        EventName.CheckoutStarted => new(ActivityKind.Carts, "shopping_cart", "", "Checkout started"),
        "payment_failed" => new(ActivityKind.Carts, "credit_card_off", "danger", "Payment failed"),
        "payment_info_entered" => new(ActivityKind.Carts, "receipt_long", "", "Payment details entered"),
        "products_searched" => new(ActivityKind.Visits, "search", "", $"Searched “{item.Subject}”"),
        EventName.ProductViewed => new(ActivityKind.Visits, "visibility", "", $"Viewing {item.Subject ?? "a product"}"),
        EventName.PageViewed => new(ActivityKind.Visits, "description", "", $"On {item.Subject ?? item.Path ?? "a page"}"),
        "product_list_viewed" => new(ActivityKind.Visits, "table_rows", "", $"Browsing {item.Subject ?? item.Path ?? "a list"}"),
        "identify" or "signed_in" or "signed_up" => new(ActivityKind.Visits, "person", "", "A visitor signed in"),
        _ => new(ActivityKind.Visits, "bolt", "", Words(item.Name)),
    };

    private static string? Campaign(LiveEvent item) => item.Campaign is null ? null : $", “{item.Campaign}”";

    private static string Words(string name) => char.ToUpperInvariant(name[0]) + name[1..].Replace('_', ' ');
}
