using Portal.Domain.Events;
using Portal.Infrastructure.Live;
using Portal.Infrastructure.Live.Counting;
using Portal.Testing.Events;
using Xunit;

namespace Portal.Infrastructure.Tests.Live.Counting;

public sealed class RecentEventsTests
{
    private static readonly DateTime Noon = new(2026, 11, 20, 12, 0, 0, DateTimeKind.Utc);

    private readonly RecentEvents _recent = new();

    [Fact]
    public void Figures_MoreThanFiftyEvents_AreTheNewestFirst()
    {
        Offer(Enumerable.Range(0, 80).Select(i => Page($"m{i}", i)));

        var figures = _recent.Figures();

        Assert.Equal(50, figures.Recent.Count);
        Assert.Equal(("m79", "m30"), (figures.Recent[0].MessageId, figures.Recent[^1].MessageId));
        Assert.False(figures.IsSample);
    }

    [Fact]
    public void Figures_HundredsAtOnce_AreTenOfThemWithTheOrder()
    {
        Offer(Enumerable.Range(0, 400).Select(i => Page($"m{i}", 0)));
        Offer([Page("order", 0) with { Name = EventName.OrderCompleted, OrderId = "A-1" }]);
        Offer(Enumerable.Range(400, 400).Select(i => Page($"m{i}", 0)));

        var figures = _recent.Figures();

        Assert.Equal(10, figures.Recent.Count);
        Assert.Contains(figures.Recent, e => e.OrderId == "A-1");
        Assert.True(figures.IsSample);
    }

    [Fact]
    public void Figures_AnEventOfTheCart_TellsWhatItIsWorth()
    {
        Offer([new(EventName.ProductAdded, Noon) { Properties = """{"name":"Gayo","price":12.5,"quantity":2,"currency":"EUR"}""", City = "Bandung", Country = "ID", Source = "instagram", Campaign = "harvest" }]);

        var found = Assert.Single(_recent.Figures().Recent);

        Assert.Equal((25m, "EUR", "Gayo", "Bandung, ID"), (found.Amount, found.Currency, found.Subject, found.Place));
        Assert.Equal(("instagram", "harvest"), (found.Source, found.Campaign));
    }

    private void Offer(IEnumerable<TestEvent> events)
    {
        foreach (var happened in events)
        {
            var rows = LiveRows.Of(1, happened).Span;
            _recent.Offer(new LiveRow(ref rows));
        }
    }

    private static TestEvent Page(string id, int seconds) => new(EventName.PageViewed, Noon.AddSeconds(seconds)) { MessageId = id };
}
