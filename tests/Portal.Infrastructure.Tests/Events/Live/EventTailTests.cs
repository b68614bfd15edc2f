using Portal.Domain.Text;
using Portal.Infrastructure.Events.Live;
using Xunit;

namespace Portal.Infrastructure.Tests.Events.Live;

public sealed class EventTailTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly LiveBoard _board = new(Guid.NewGuid(), "EUR", StoreClock.For("UTC"));
    private readonly EventTail _tail = new();

    [Fact]
    public void Read_EventsBeforeAndAfterItWasAdded_StandNewestFirst()
    {
        _board.Apply([Event(1), Event(2)], Noon);
        _board.Add(_tail);

        _board.Apply([Event(4), Event(3)], Noon);

        Assert.Equal(["m4", "m3", "m2", "m1"], Ids());
    }

    [Fact]
    public void Apply_RareEventAmongMany_IsKept()
    {
        _tail.Narrow(new("order_completed", null));
        _board.Add(_tail);

        _board.Apply([Event(1, "order_completed"), .. Enumerable.Range(2, 500).Select(number => Event(number))], Noon);

        Assert.Equal(["m1"], Ids());
        Assert.DoesNotContain(_board.Take(Noon).Recent, item => item.MessageId == "m1");
    }

    [Fact]
    public void Apply_SameMessageTwice_IsShownOnce()
    {
        _board.Add(_tail);

        _board.Apply([Event(1), Event(1)], Noon);

        Assert.Equal(["m1"], Ids());
    }

    [Fact]
    public void Apply_MoreThanItKeeps_ForgetsTheOldest()
    {
        _board.Add(_tail);

        _board.Apply(Enumerable.Range(1, EventTail.Most + 1).Select(number => Event(number)), Noon);

        Assert.Equal((EventTail.Most, "m201", "m2"), (Ids().Count, Ids()[0], Ids()[^1]));
    }

    [Theory]
    [InlineData("gayo", "m1")]
    [InlineData("/CART", "m2")]
    [InlineData("A-7", "m3")]
    [InlineData("anna", "m3", "m2", "m1")]
    [InlineData("nothing")]
    public void Narrow_Text_LooksWhereAnEventIsToldOf(string text, params string[] expected)
    {
        _board.Apply([Event(1) with { Subject = "Gayo Wine" }, Event(2) with { Path = "/cart" }, Event(3) with { OrderId = "A-7" }], Noon);
        _board.Add(_tail);

        _tail.Narrow(new(null, text));

        Assert.Equal(expected, Ids());
    }

    [Fact]
    public void Version_GrowsOnlyWithTheList()
    {
        _tail.Narrow(new("order_completed", null));
        _board.Add(_tail);
        var before = _tail.Read().Version;

        _board.Apply([Event(1)], Noon);
        Assert.Equal(before, _tail.Read().Version);

        _board.Apply([Event(2, "order_completed")], Noon);
        Assert.True(_tail.Read().Version > before);
    }

    [Fact]
    public void Remove_Tail_HearsNoMore()
    {
        _board.Add(_tail);
        _board.Remove(_tail);

        _board.Apply([Event(1)], Noon);

        Assert.Empty(Ids());
    }

    private static LiveEvent Event(int number, string name = "page_viewed") => new(
        $"m{number}", name, Noon.AddMilliseconds(number), Noon.AddMilliseconds(number), "anna", null, null, null, null, null, null);

    private IReadOnlyList<string> Ids() => [.. _tail.Read().Events.Select(item => item.MessageId)];
}
