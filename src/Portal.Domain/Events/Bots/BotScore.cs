namespace Portal.Domain.Events.Bots;

/// <summary>
/// How sure it is that no person made an event, 0 to 100. An event at the threshold or above is kept as a bot's and
/// left out of every figure unless somebody asks for bots.
/// </summary>
public static class BotScore
{
    /// <summary>From here on an event counts as a bot's.</summary>
    public const int Threshold = 50;

    /// <summary>The user agent declares a crawler, a monitor, a headless browser or an HTTP library.</summary>
    public const int Declared = 100;

    /// <summary>The user agent calls itself a bot, a crawler or the like, without being known.</summary>
    public const int SelfNamed = 90;

    /// <summary>Events of a browser came faster than a person can act.</summary>
    public const int Pace = 70;

    /// <summary>A browser's tracker sent without any user agent.</summary>
    public const int NoUserAgent = 60;

    /// <summary>Nothing speaks against a person.</summary>
    public const int None = 0;

    /// <summary>True when an event of this score is a bot's.</summary>
    public static bool IsBot(int score) => score >= Threshold;
}
