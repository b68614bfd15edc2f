using Portal.Domain.Analytics;
using Xunit;

namespace Portal.Domain.Tests.Analytics;

public sealed class PresenceTests
{
    private static readonly DateOnly Monday = new(2026, 11, 16);

    [Fact]
    public void Of_ThreeDays_LeadsFromEachToTheOneBeforeAndToTheFirst()
    {
        var cells = People([(Monday.AddDays(9), false), (Monday, false), (Monday.AddDays(2), false), (Monday, false)]);

        Assert.Equal(
            [(Monday, DateOnly.MinValue), (Monday.AddDays(2), Monday), (Monday.AddDays(9), Monday.AddDays(2))], Of(cells, Presence.Return));
        Assert.Equal([(Monday, Monday), (Monday.AddDays(2), Monday), (Monday.AddDays(9), Monday)], Of(cells, Presence.Day));
        Assert.Equal([(Monday, Monday), (Monday.AddDays(7), Monday)], Of(cells, Presence.Week));
        Assert.Equal([(Monday.AddDays(9), Monday)], Of(cells, Presence.Last));
    }

    [Fact]
    public void Of_DaysOfABot_CountOnlyWhereBotsDo()
    {
        var cells = Presence.Of([(Monday, true), (Monday.AddDays(1), false)]).ToList();

        Assert.Equal([(Monday.AddDays(1), DateOnly.MinValue)], Of(cells.Where(cell => !cell.WithBots), Presence.Return));
        Assert.Equal([(Monday, DateOnly.MinValue), (Monday.AddDays(1), Monday)], Of(cells.Where(cell => cell.WithBots), Presence.Return));
    }

    [Fact]
    public void Of_Nothing_IsNothing() => Assert.Empty(Presence.Of([]));

    [Fact]
    public void Return_SummedOverAnyRange_IsWhoeverCameInIt()
    {
        var random = new Random(3);
        var people = Enumerable.Range(0, 60).Select(_ => Enumerable.Range(0, random.Next(1, 9))
            .Select(_ => (Monday.AddDays(random.Next(30)), random.Next(4) == 0)).ToList()).ToList();
        var cells = people.SelectMany(Presence.Of).Where(cell => cell is { Kind: Presence.Return, WithBots: false }).ToList();

        for (var from = 0; from < 30; from++)
        {
            for (var to = from; to < 30; to++)
            {
                var (first, last) = (Monday.AddDays(from), Monday.AddDays(to));
                Assert.Equal(
                    people.Count(days => days.Exists(day => !day.Item2 && day.Item1 >= first && day.Item1 <= last)),
                    cells.Count(cell => cell.Day >= first && cell.Day <= last && cell.Since < first));
            }
        }
    }

    private static IReadOnlyList<PresenceCell> People(IReadOnlyCollection<(DateOnly, bool)> days) =>
        [.. Presence.Of(days).Where(cell => !cell.WithBots)];

    private static IEnumerable<(DateOnly, DateOnly)> Of(IEnumerable<PresenceCell> cells, string kind) =>
        cells.Where(cell => cell.Kind == kind).Select(cell => (cell.Day, cell.Since));
}
