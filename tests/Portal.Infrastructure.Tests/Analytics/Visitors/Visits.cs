using Portal.Domain.Events;
using Portal.Testing.Events;

namespace Portal.Infrastructure.Tests.Analytics.Visitors;

/// <summary>Events of a few people in a shop.</summary>
internal static class Visits
{
    /// <summary>12:00 in Berlin on the 20th.</summary>
    public static readonly DateTime Noon = new(2026, 11, 20, 11, 0, 0, DateTimeKind.Utc);

    public static TestEvent Page(string browser, DateTime at, string? user = null) => new(EventName.PageViewed, at)
    {
        AnonymousId = browser,
        UserId = user,
        Path = "/gayo",
        Device = "mobile",
        Browser = "Chrome",
        Os = "Android",
        Country = "ID",
    };

    public static TestEvent Identify(string? browser, string user, DateTime at, string traits) =>
        new("identify", at) { AnonymousId = browser, UserId = user, Properties = traits };

    /// <summary>An order as a server tells of it.</summary>
    public static TestEvent Order(string id, string user, DateTime at, decimal revenue) => new(EventName.OrderCompleted, at)
    {
        AnonymousId = null,
        UserId = user,
        OrderId = id,
        Revenue = revenue,
        Currency = "EUR",
        Properties = """{"products":[{"product_id":"P1","quantity":2}]}""",
    };
}
