using System.Text;
using Portal.Domain.Events.Bots;
using Portal.Domain.Events.UserAgents;
using Portal.Infrastructure.Events.Rows;

namespace Portal.Infrastructure.Events.Enrichment;

/// <summary>User agents as they stand in rows. Each is understood once: some ten thousand are in use at a time.</summary>
internal sealed class UserAgentCache
{
    private readonly SpanCache<EnrichedAgent> _known = new(16_384);
    private readonly DeclaredCrawlers _crawlers = new(EventResources.Lines("crawlers.txt"));

    /// <param name="userAgent">UTF-8.</param>
    public EnrichedAgent Find(ReadOnlySpan<byte> userAgent)
    {
        userAgent = userAgent[..Math.Min(userAgent.Length, UserAgent.MaxLength)];
        return _known.TryGet(userAgent, out var known) ? known : _known.Add(userAgent, Understand(userAgent.ToArray()));
    }

    private EnrichedAgent Understand(byte[] userAgent)
    {
        var text = Encoding.UTF8.GetString(userAgent);
        if (UserAgent.IsServerLibrary(text))
        {
            return new(userAgent, UserAgent.None, BotScore.None);
        }

        var (score, name) = _crawlers.Judge(text);
        return BotScore.IsBot(score)
            ? new(userAgent, new(name, null, DeviceClass.Bot), score)
            : new(userAgent, UserAgent.Parse(text), score);
    }
}

/// <summary>What a user agent means.</summary>
/// <param name="text">The user agent itself, UTF-8.</param>
internal sealed class EnrichedAgent(byte[] text, UserAgent agent, int score)
{
    /// <summary>No user agent, where none is expected.</summary>
    public static readonly EnrichedAgent Nobody = new([], UserAgent.None, BotScore.None);

    /// <summary>No user agent from a browser, which always has one.</summary>
    public static readonly EnrichedAgent Hidden = new([], UserAgent.None, BotScore.NoUserAgent);

    public byte[] Text { get; } = text;
    public UserAgent Agent { get; } = agent;
    public int Score { get; } = score;

    /// <summary>The fields device, browser and os.</summary>
    public byte[] Fields { get; } = CopyRows.FieldsOf(agent.Device, agent.Browser, agent.Os);
}
