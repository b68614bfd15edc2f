using Portal.Domain.Analytics;
using Portal.Domain.Events;
using Portal.Testing.Events;

namespace Portal.Testing.Analytics;

/// <summary>
/// What happened in a small shop in one week of March, to be counted by hand. Anna came by a paid search on Monday, looked
/// around, came back from an e-mail on Wednesday and ordered. Bert came directly on Monday and left at once. Carl searched on
/// Tuesday, found nothing, then found something and bought it. A robot looked at every page.
/// </summary>
public static class AnalyticsStory
{
    public static readonly DateOnly Monday = new(2026, 3, 2);

    public static readonly AnalyticsRange Week = new(new(Monday, Monday.AddDays(6)), "Europe/Berlin");

    public static IReadOnlyList<TestEvent> Events { get; } =
    [
        Page(0, 9, 0, "anna", "/") with { Channel = "paid_search", Source = "google", Medium = "cpc", Campaign = "spring",
            Device = "mobile", Country = "DE" },
        Product(EventName.ProductViewed, 0, 9, 1, "anna", "tea", "Green tea"),
        Product(EventName.ProductAdded, 0, 9, 2, "anna", "tea", "Green tea"),
        Page(0, 9, 5, "anna", "/tea"),

        Page(0, 11, 0, "bert", "/tea") with { Device = "desktop", Country = "AT" },

        Page(1, 10, 0, "carl", "/") with { Channel = "organic_search", Source = "google", Medium = "organic", Device = "desktop",
            Country = "DE" },
        Search(1, 10, 1, "carl", "Teapot", 0),
        Search(1, 10, 2, "carl", "cup", 3),
        Product(EventName.ProductViewed, 1, 10, 3, "carl", "cup", "Cup"),
        Order(1, 10, 10, "carl", "o-1", 12, """[{"product_id":"cup","name":"Cup","quantity":2,"price":6}]"""),

        Page(2, 17, 0, "anna", "/tea") with { Channel = "email", Source = "letter", Medium = "email", Campaign = "spring",
            Device = "mobile", Country = "DE" },
        Order(2, 17, 5, "anna", "o-2", 30, """[{"product_id":"tea","quantity":1,"price":20},{"product_id":"cup","quantity":1,"price":10}]"""),

        Page(3, 8, 0, "robot", "/") with { IsBot = true },
        Page(3, 8, 1, "robot", "/tea") with { IsBot = true },
    ];

    private static TestEvent Page(int day, int hour, int minute, string who, string path) =>
        new(EventName.PageViewed, At(day, hour, minute)) { AnonymousId = who, Path = path };

    private static TestEvent Product(string name, int day, int hour, int minute, string who, string id, string title) =>
        new(name, At(day, hour, minute)) { AnonymousId = who, Properties = $$"""{"product_id":"{{id}}","name":"{{title}}"}""" };

    private static TestEvent Search(int day, int hour, int minute, string who, string query, int results) =>
        new(EventName.ProductsSearched, At(day, hour, minute)) { AnonymousId = who, Properties = $$"""{"query":"{{query}}","results":{{results}}}""" };

    private static TestEvent Order(int day, int hour, int minute, string who, string id, decimal revenue, string products) =>
        new(EventName.OrderCompleted, At(day, hour, minute)) { AnonymousId = who, OrderId = id, Revenue = revenue, Currency = "EUR", Properties = $$"""{"products":{{products}}}""" };

    // Berlin is an hour ahead of UTC in early March.
    private static DateTime At(int day, int hour, int minute) =>
        Monday.AddDays(day).ToDateTime(new(hour, minute), DateTimeKind.Utc).AddHours(-1);
}
