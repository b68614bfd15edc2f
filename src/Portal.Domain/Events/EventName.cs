using System.Collections.Frozen;

namespace Portal.Domain.Events;

/// <summary>The stored form of event names: snake_case, with the names of Google Analytics 4 mapped onto the e-commerce ones.</summary>
public static class EventName
{
    public const string PageViewed = "page_viewed";
    public const string ScreenViewed = "screen_viewed";
    public const string OrderCompleted = "order_completed";
    public const string OrderRefunded = "order_refunded";
    public const string ProductViewed = "product_viewed";
    public const string ProductAdded = "product_added";
    public const string ProductRemoved = "product_removed";
    public const string ProductsSearched = "products_searched";
    public const string CheckoutStarted = "checkout_started";

    /// <summary>How fast a page was, told by the tracker when the page is left: a measurement, nothing that the visitor did.</summary>
    public const string WebVitals = "web_vitals";

    private static readonly FrozenDictionary<string, string> GoogleAnalytics = new Dictionary<string, string>
    {
        ["view_item"] = ProductViewed,
        ["view_item_list"] = "product_list_viewed",
        ["search"] = ProductsSearched,
        ["add_to_cart"] = ProductAdded,
        ["remove_from_cart"] = ProductRemoved,
        ["view_cart"] = "cart_viewed",
        ["begin_checkout"] = CheckoutStarted,
        ["add_payment_info"] = "payment_info_entered",
        ["purchase"] = OrderCompleted,
        ["refund"] = OrderRefunded,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> GoogleAnalyticsLookup =
        GoogleAnalytics.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>
    /// Writes the stored form of a name: letters in lower case, a break before a capital that follows a small letter or
    /// digit, every run of other characters one underscore. <c>Product Viewed</c>, <c>productViewed</c> and
    /// <c>view_item</c> are all <c>product_viewed</c>.
    /// </summary>
    /// <returns>The number of characters written; 0 when the name has neither letter nor digit.</returns>
    public static int Normalize(ReadOnlySpan<char> name, Span<char> destination)
    {
        var written = 0;
        var breakPending = false;
        var previousIsSmall = false;
        foreach (var character in name)
        {
            if (!char.IsLetterOrDigit(character) && !char.IsSurrogate(character))
            {
                breakPending = true;
                previousIsSmall = false;
                continue;
            }

            if ((breakPending || (previousIsSmall && char.IsUpper(character))) && written > 0)
            {
                destination[written++] = '_';
            }

            breakPending = false;
            previousIsSmall = !char.IsUpper(character);
            destination[written++] = char.ToLowerInvariant(character);
        }

        if (GoogleAnalyticsLookup.TryGetValue(destination[..written], out var mapped))
        {
            mapped.CopyTo(destination);
            return mapped.Length;
        }

        return written;
    }

    /// <summary>As the span form; destination room is twice the name's length at most.</summary>
    public static string Normalize(string name)
    {
        Span<char> buffer = stackalloc char[Math.Max(32, name.Length * 2)];
        return new(buffer[..Normalize(name, buffer)]);
    }

    /// <summary>True for the events that carry an order's money.</summary>
    public static bool CarriesRevenue(ReadOnlySpan<byte> utf8Name) =>
        utf8Name.StartsWith("order_"u8) && (utf8Name.SequenceEqual("order_completed"u8) || utf8Name.SequenceEqual("order_refunded"u8)
            || utf8Name.SequenceEqual("order_updated"u8) || utf8Name.SequenceEqual("order_cancelled"u8));

    /// <summary>The stored name of messages that have no event of their own.</summary>
    public static string OfType(string type) => type switch
    {
        "page" => PageViewed,
        "screen" => ScreenViewed,
        _ => type,
    };
}
