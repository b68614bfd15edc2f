using System.Collections.Concurrent;
using Npgsql;
using Portal.Domain.Tracking;
using Portal.Infrastructure.Data;

namespace Portal.Infrastructure.Events;

/// <summary>
/// Whom each write key belongs to, kept in memory and dropped when any node changes a key, a site or a store.
/// Unknown keys are remembered too, for a short time, so that a wrong snippet does not ask the database each time.
/// </summary>
public sealed class EventSources(PortalDatabase database, TimeProvider time)
{
    private const int MaxEntries = 100_000;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan UnknownLifetime = TimeSpan.FromSeconds(10);

    private volatile ConcurrentDictionary<string, DateTimeOffset> _unknown = new(StringComparer.Ordinal);
    private volatile ConcurrentDictionary<string, (EventSource Source, DateTimeOffset Until)> _entries = new(StringComparer.Ordinal);

    /// <summary>How many unknown keys are remembered at most; 10,000 by default.</summary>
    internal int MaxUnknown { get; init; } = 10_000;

    /// <summary>How many are.</summary>
    internal int Unknown => _unknown.Count;

    /// <summary>The site of a key that is valid now; null when there is none.</summary>
    public async ValueTask<EventSource?> FindAsync(string key, CancellationToken cancellationToken) =>
        await FindKnownAsync(key, cancellationToken) is { } source && source.IsValidAt(time.GetUtcNow()) ? source : null;

    /// <summary>The site of a key, also of one whose time is over; null when there never was such a key.</summary>
    /// <exception cref="NpgsqlException">The key is not in memory and the database does not answer in time.</exception>
    internal async ValueTask<EventSource?> FindKnownAsync(string key, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();

        // What is read while another thread clears goes into the dictionaries that were thrown away, never into the new ones.
        var (entries, unknown) = (_entries, _unknown);
        if (entries.TryGetValue(key, out var entry) && entry.Until > now)
        {
            return entry.Source;
        }

        if (!WriteKey.IsWellFormed(key) || (unknown.TryGetValue(key, out var until) && until > now))
        {
            return null;
        }

        if (await LoadAsync(key, cancellationToken) is not { } source)
        {
            // Apart from the others, so that somebody who tries keys pushes none of those out.
            Add(unknown, MaxUnknown, key, now + UnknownLifetime);
            return null;
        }

        Add(entries, MaxEntries, key, (source, now + Lifetime));
        return source;
    }

    /// <summary>Forgets everything; called when a key, a site or a store has changed.</summary>
    public void Clear()
    {
        _entries = new(StringComparer.Ordinal);
        _unknown = new(StringComparer.Ordinal);
    }

    private static void Add<TValue>(ConcurrentDictionary<string, TValue> entries, int max, string key, TValue value)
    {
        if (entries.Count >= max)
        {
            entries.Clear();
        }

        entries[key] = value;
    }

    private async Task<EventSource?> LoadAsync(string key, CancellationToken cancellationToken)
    {
        // A revoked key is over at once, whatever the clocks of this node and the database say.
        await using var command = database.Lookup.CreateCommand(
            """
            select tenant_id, site_id, allowed_origins, case when revoked_at is null then valid_until else timestamptz 'epoch' end,
                   suspended_at is not null, plan, ip_privacy, domain, consent_required, respect_do_not_track, auto_page, web_vitals
            from find_write_key($1)
            """);
        command.Parameters.Add(new() { Value = key });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new(
                reader.GetGuid(0),
                reader.GetGuid(1),
                reader.GetFieldValue<string[]>(2),
                await reader.IsDBNullAsync(3, cancellationToken) ? null : reader.GetFieldValue<DateTimeOffset>(3),
                reader.GetBoolean(4),
                reader.GetString(5),
                reader.GetString(6),
                reader.GetString(7),
                new(reader.GetBoolean(8), reader.GetBoolean(9), reader.GetBoolean(10), reader.GetBoolean(11)))
            : null;
    }
}
