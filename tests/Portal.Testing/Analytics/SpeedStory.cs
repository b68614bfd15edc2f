using Portal.Domain.Events;
using Portal.Testing.Events;

namespace Portal.Testing.Analytics;

/// <summary>
/// Five page loads of two days of <see cref="AnalyticsStory.Week"/> and a robot's, to be counted by hand: two of the front
/// page on phones, three of another page, one of which tells hardly anything that can be.
/// </summary>
public static class SpeedStory
{
    public static IReadOnlyList<TestEvent> Events { get; } =
    [
        Load(0, 9, "anna", "/", "mobile", """{"lcp":1234,"inp":150,"cls":0.05,"fcp":900,"ttfb":300}"""),
        Load(0, 10, "bert", "/", "mobile", """{"lcp":2449,"inp":210,"cls":0.1049,"fcp":1800,"ttfb":810}"""),
        Load(1, 9, "carl", "/tea", "desktop", """{"lcp":4100,"inp":90,"cls":0,"fcp":3100,"ttfb":1900}"""),
        Load(1, 10, "dora", "/tea", "desktop", """{"lcp":2500.4,"fcp":700,"ttfb":200}"""),
        Load(1, 11, "emil", "/tea", "mobile", """{"lcp":-5,"inp":"fast","cls":101,"fcp":600001,"ttfb":120}"""),
        Load(1, 12, "robot", "/", "bot", """{"lcp":9000,"ttfb":5000}""") with { IsBot = true },
    ];

    private static TestEvent Load(int day, int hour, string who, string path, string device, string measured) =>
        new(EventName.WebVitals, AnalyticsStory.Monday.AddDays(day).ToDateTime(new(hour, 0), DateTimeKind.Utc))
        {
            AnonymousId = who,
            Path = path,
            Device = device,
            Properties = measured,
        };
}
