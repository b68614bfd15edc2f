using System.Runtime.InteropServices;
using Npgsql;
using Portal.Domain.Analytics;
using Portal.Domain.Analytics.Sessions;
using Portal.Domain.Events;

namespace Portal.Infrastructure.Analytics.Projection;

/// <summary>Keeps <c>sessions</c>: joins new events to the visits they belong to, and tells the rollup what changed.</summary>
internal sealed class SessionProjection(NpgsqlConnection connection, StoreFacts store, TrafficRollup traffic, DayVersions versions)
{
    private readonly SessionRows _rows = new(connection, store);
    private readonly Dictionary<Browser, (string AnonymousId, List<Session> Parts)> _browsers = [];

    /// <summary>Takes an event of a browser in.</summary>
    public void Add(in EventFact fact)
    {
        ref var browser = ref CollectionsMarshal.GetValueRefOrAddDefault(_browsers, new(fact.Visitor, fact.IsBot), out var exists);
        if (!exists)
        {
            browser = (fact.AnonymousId!, []);
        }

        var part = Part(fact);
        if (browser.Parts.Count > 0 && browser.Parts[^1].IsJoinedBy(part))
        {
            browser.Parts[^1].Absorb(part);
        }
        else
        {
            browser.Parts.Add(part);
        }
    }

    /// <summary>Writes what changed.</summary>
    /// <param name="touched">Takes the persons whose sessions changed.</param>
    public async Task WriteAsync(IReadOnlyDictionary<long, long> persons, TouchedPersons touched, CancellationToken cancellationToken)
    {
        if (_browsers.Count == 0)
        {
            return;
        }

        var first = await _rows.FirstAsync(_browsers.Keys, cancellationToken);
        var stored = await LoadAsync(first, cancellationToken);
        var changed = new List<StoredSession>();
        var gone = new List<(Browser, DateTime)>();
        foreach (var (browser, (anonymousId, parts)) in _browsers)
        {
            var before = stored.GetValueOrDefault(browser, []);
            foreach (var session in before)
            {
                Count(session, isRemoved: true);
            }

            // The sessions' own objects are changed by joining, so what they were is taken back first.
            var starts = before.ConvertAll(s => s.Session.StartedAt);
            var firstBefore = first.TryGetValue(browser, out var at) ? at : DateTime.MaxValue;
            var after = Session.Join(before.Select(s => s.Session).Concat(parts));
            var firstAfter = after[0].StartedAt < firstBefore ? after[0].StartedAt : firstBefore;
            foreach (var session in after)
            {
                session.IsNew = session.StartedAt == firstAfter;
                var row = new StoredSession(browser, anonymousId,
                    session)
                { Person = persons.GetValueOrDefault(browser.Visitor, browser.Visitor) };
                Count(row, isRemoved: false);
                changed.Add(row);
                touched.Add(row.Person, session.StartedAt);
            }

            gone.AddRange(starts.Where(s => !after.Exists(a => a.StartedAt == s)).Select(s => (browser, s)));
        }

        await _rows.DeleteAsync(gone, cancellationToken);
        await _rows.WriteAsync(changed, cancellationToken);
    }

    /// <summary>Deletes every session of some visitors.</summary>
    /// <param name="touched">Takes the persons that they belonged to.</param>
    public async Task ForgetAsync(long[] visitors, TouchedPersons touched, CancellationToken cancellationToken)
    {
        var sessions = await _rows.OfVisitorsAsync(visitors, cancellationToken);
        foreach (var session in sessions)
        {
            Count(session, isRemoved: true);
            touched.Add(session.Person, session.Session.StartedAt);
        }

        await _rows.DeleteAsync(sessions.ConvertAll(s => (s.Browser, s.Session.StartedAt)), cancellationToken);
    }

    private void Count(StoredSession session, bool isRemoved)
    {
        traffic.Add(session, isRemoved);
        versions.SessionChanged(store.Calendar.At(session.Session.StartedAt).Day, store.Calendar.At(session.Session.EndedAt).Day);
    }

    // What the new parts may join, and the browser's first session when it will no longer be the first.
    private async Task<Dictionary<Browser, List<StoredSession>>> LoadAsync(
        Dictionary<Browser, DateTime> first, CancellationToken cancellationToken)
    {
        if (first.Count == 0)
        {
            return [];
        }

        var stretches = new List<KeyValuePair<Browser, (DateTime, DateTime)>>();
        foreach (var (browser, (_, parts)) in _browsers)
        {
            if (first.TryGetValue(browser, out var firstAt))
            {
                var (from, to) = (parts.Min(p => p.StartedAt), parts.Max(p => p.EndedAt));
                stretches.Add(new(browser, (from, from < firstAt && to < firstAt ? firstAt : to)));
            }
        }

        return (await _rows.AroundAsync(stretches, cancellationToken)).GroupBy(s => s.Browser).ToDictionary(g => g.Key, g => g.ToList());
    }

    private static Session Part(in EventFact fact)
    {
        var moment = new EventMoment(fact.OccurredAt, fact.Tie);
        var isPage = fact.Name is EventName.PageViewed or EventName.ScreenViewed;
        PageSeen? page = isPage && fact.Path is { } path ? new PageSeen(moment, path) : null;
        return new()
        {
            SiteId = fact.SiteId,
            StartedAt = fact.OccurredAt,
            EndedAt = fact.OccurredAt,
            Landing = page,
            Exit = page,
            Touch = fact.Channel is { } channel ? new(moment, channel, fact.Source, fact.Medium, fact.Campaign) : null,
            Origin = fact.Device is not null || fact.Country is not null
                ? new(moment, fact.Device, fact.Browser, fact.Os, fact.Country, fact.Region, fact.City)
                : null,
            Counts = new(
                1, isPage ? 1 : 0, fact.Name == EventName.ProductViewed ? 1 : 0, fact.Name == EventName.ProductAdded ? 1 : 0,
                fact.Name == EventName.CheckoutStarted ? 1 : 0, fact.Name == EventName.OrderCompleted ? 1 : 0,
                fact.Name == EventName.ProductsSearched ? 1 : 0),
        };
    }
}
