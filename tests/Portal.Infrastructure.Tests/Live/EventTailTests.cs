using Portal.Infrastructure.Live;
using Portal.Testing.Events;
using Xunit;

namespace Portal.Infrastructure.Tests.Live;

public sealed class EventTailTests
{
    private static readonly DateTime Noon = new(2026, 11, 20, 12, 0, 0, DateTimeKind.Utc);

    private readonly LiveBoard _board = new(Guid.NewGuid(), "EUR", "UTC");
    private readonly EventTail _tail = new();
    private int _batch;

    [Fact]
    public void Read_EventsBeforeAndAfterItWasAdded_StandNewestFirst()
    {
        Commit(Event(1), Event(2));
        _board.Add(_tail);

        Commit(Event(4), Event(3));

        Assert.Equal(["m4", "m3", "m2", "m1"], Ids());
    }

    [Fact]
    public void Apply_RareEventAmongMany_IsKept()
    {
        _tail.Narrow(new("order_completed", null));
        _board.Add(_tail);

        Commit([Event(1, "order_completed"), .. Enumerable.Range(2, 500).Select(number => Event(number))]);

        Assert.Equal(["m1"], Ids());
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public void Narrow_TextOfAnAddress_IsFoundOnlyForReadersOfPersonalData(bool seesPeople, int found)
    {
        _board.Add(_tail);
        _tail.Narrow(new(null, "dewi@", seesPeople));

        Commit(Event(1) with { AnonymousId = "dewi@example.com" }, Event(2));

        Assert.Equal(found, Ids().Count);
    }

    [Fact]
    public void Apply_SameCommitTwice_IsShownOnce()
    {
        _board.Add(_tail);
        var rows = LiveRows.Of(7, Event(1));

        _board.Apply([7], [rows], Noon);
        _board.Apply([7], [rows], Noon);

        Assert.Equal(["m1"], Ids());
    }

    [Fact]
    public void Apply_MoreThanItKeeps_ForgetsTheOldest()
    {
        _board.Add(_tail);

        Commit([.. Enumerable.Range(1, EventTail.Max + 1).Select(number => Event(number))]);

        Assert.Equal((EventTail.Max, "m201", "m2"), (Ids().Count, Ids()[0], Ids()[^1]));
    }

    [Theory]
    [InlineData("gayo", "m1")]
    [InlineData("/CART", "m2")]
    [InlineData("A-7", "m3")]
    [InlineData("anna", "m3", "m2", "m1")]
    [InlineData("nothing")]
    public void Narrow_Text_LooksWhereAnEventIsToldOf(string text, params string[] expected)
    {
        Commit(Event(1) with { Properties = """{"name":"Gayo Wine"}""" }, Event(2) with { Path = "/cart" }, Event(3) with { OrderId = "A-7" });
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

        Commit(Event(1));
        Assert.Equal(before, _tail.Read().Version);

        Commit(Event(2, "order_completed"));
        Assert.True(_tail.Read().Version > before);
    }

    [Fact]
    public void Remove_Tail_HearsNoMore()
    {
        _board.Add(_tail);
        _board.Remove(_tail);

        Commit(Event(1));

        Assert.Empty(Ids());
    }

    private void Commit(params TestEvent[] events) => _board.Apply([++_batch], [LiveRows.Of(_batch, events)], Noon);

    private static TestEvent Event(int number, string name = "page_viewed") =>
        new(name, Noon.AddMilliseconds(number)) { MessageId = $"m{number}", AnonymousId = "anna" };

    private IReadOnlyList<string> Ids() => [.. _tail.Read().Events.Select(item => item.MessageId)];
}
