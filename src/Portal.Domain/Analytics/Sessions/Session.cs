namespace Portal.Domain.Analytics.Sessions;

/// <summary>
/// A visit of one browser: its events with no <see cref="Silence"/> between two of them. Every fact is a smallest, a
/// largest or a sum, so parts of a session join to the same session in whatever order they come.
/// </summary>
public sealed class Session
{
    /// <summary>Longer than this without an event, and the next one begins another session.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMinutes(30);

    public required Guid SiteId { get; set; }
    public required DateTime StartedAt { get; set; }
    public required DateTime EndedAt { get; set; }
    public SessionCounts Counts { get; set; }

    /// <summary>The first page; null without a page view.</summary>
    public PageSeen? Landing { get; set; }

    /// <summary>The last page; null without a page view.</summary>
    public PageSeen? Exit { get; set; }

    /// <summary>The earliest event that shows how the visitor came; null for a direct visit.</summary>
    public Touch? Touch { get; set; }

    /// <summary>The earliest event that shows device or place.</summary>
    public Origin? Origin { get; set; }

    /// <summary>True for the first session of the browser.</summary>
    public bool IsNew { get; set; }

    /// <summary>One page view and nothing else.</summary>
    public bool IsBounce => Counts is { Events: 1, Pageviews: 1 };

    /// <summary>From the first event to the last, in whole seconds.</summary>
    public long Seconds => (EndedAt - StartedAt).Ticks / TimeSpan.TicksPerSecond;

    /// <summary>True when the two are one visit.</summary>
    public bool IsJoinedBy(Session other) => StartedAt <= other.EndedAt + Silence && other.StartedAt <= EndedAt + Silence;

    /// <summary>Takes another part of the same visit in.</summary>
    public void Absorb(Session other)
    {
        SiteId = SiteId.CompareTo(other.SiteId) <= 0 ? SiteId : other.SiteId;
        StartedAt = StartedAt <= other.StartedAt ? StartedAt : other.StartedAt;
        EndedAt = EndedAt >= other.EndedAt ? EndedAt : other.EndedAt;
        Counts += other.Counts;
        Landing = Landing is { } landing && !(other.Landing?.Moment < landing.Moment) ? Landing : other.Landing ?? Landing;
        Exit = Exit is { } exit && !(other.Exit?.Moment > exit.Moment) ? Exit : other.Exit ?? Exit;
        Touch = Touch is null || other.Touch?.Moment < Touch.Moment ? other.Touch ?? Touch : Touch;
        Origin = Origin is null || other.Origin?.Moment < Origin.Moment ? other.Origin ?? Origin : Origin;
    }

    /// <summary>Joins the parts of one browser's visits into whole sessions, in the order of time.</summary>
    public static List<Session> Join(IEnumerable<Session> parts)
    {
        var sessions = new List<Session>();
        foreach (var part in parts.OrderBy(p => p.StartedAt))
        {
            if (sessions.Count > 0 && sessions[^1].IsJoinedBy(part))
            {
                sessions[^1].Absorb(part);
            }
            else
            {
                sessions.Add(part);
            }
        }

        return sessions;
    }
}

/// <summary>How a visitor came, as one event shows it.</summary>
public sealed record Touch(EventMoment Moment, string Channel, string? Source, string? Medium, string? Campaign);

/// <summary>What a visitor came with, as one event shows it.</summary>
public sealed record Origin(EventMoment Moment, string? Device, string? Browser, string? Os, string? Country, string? Region, string? City);

/// <summary>A page that was seen.</summary>
public readonly record struct PageSeen(EventMoment Moment, string Path);
