using System.Text;
using Portal.Domain.Demo;
using Portal.Domain.Events;
using Portal.Domain.Events.Bots;
using Portal.Domain.Events.Channels;
using Portal.Domain.Events.UserAgents;
using Portal.Infrastructure.Events.Enrichment;
using Portal.Infrastructure.Events.Rows;

namespace Portal.Infrastructure.Demo;

/// <summary>
/// Understands the demo's events as the event API would: by the same rules from the same user agent, place, tags and
/// referrer. The engine gives the same context again and again, so each is read once.
/// </summary>
internal sealed class DemoReading : IDisposable
{
    private readonly UserAgentCache _agents = new();
    private readonly TokenText _text = new();
    private readonly byte[] _domain = Encoding.UTF8.GetBytes(DemoProfile.Domain);
    private readonly Dictionary<byte[], DemoSetting> _settings = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(byte[] Context, string Tags, string? Referrer), Touch?> _touches = [];

    public static long VisitorOf(DemoEvent happened) =>
        happened.AnonymousId is { } anonymousId ? VisitorId.OfAnonymous(anonymousId) : VisitorId.OfUser(happened.UserId!);

    public DemoSetting Setting(DemoEvent happened)
    {
        if (!_settings.TryGetValue(happened.Context, out var setting))
        {
            _settings[happened.Context] = setting = Read(happened.Context);
        }

        return setting;
    }

    /// <summary>How the visitor came; null for an event within the shop.</summary>
    public Touch? TouchOf(DemoEvent happened)
    {
        var key = (happened.Context, happened.Tags, happened.Referrer);
        if (!_touches.TryGetValue(key, out var touch))
        {
            _touches[key] = touch = Understand(happened);
        }

        return touch;
    }

    public void Dispose() => _text.Dispose();

    private DemoSetting Read(byte[] context)
    {
        _text.Reset();
        var facts = default(MessageFacts);
        facts.ReadContext(context);
        var agent = facts.UserAgent.IsEmpty ? EnrichedAgent.Nobody : _agents.Find(_text.Of(facts.UserAgent));
        return new(agent.Agent, agent.Score, Text(facts.Country), Text(facts.Region), Text(facts.City));
    }

    private Touch? Understand(DemoEvent happened)
    {
        _text.Reset();
        var facts = default(MessageFacts);
        facts.ReadContext(happened.Context);
        var signs = new TouchSigns(Encoding.UTF8.GetBytes(happened.Url ?? ""), Encoding.UTF8.GetBytes(happened.Referrer ?? ""), _domain);
        signs.Name(_text.Of(facts.CampaignSource), _text.Of(facts.CampaignMedium), _text.Of(facts.CampaignName));
        return Touch.Of(signs);
    }

    private string? Text(ReadOnlySpan<byte> token) => token.IsEmpty ? null : Encoding.UTF8.GetString(_text.Of(token));
}

/// <summary>What an event's context says of the visitor.</summary>
internal sealed record DemoSetting(UserAgent Agent, int Score, string? Country, string? Region, string? City)
{
    public bool IsBot => BotScore.IsBot(Score);
}
