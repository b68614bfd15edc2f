using Portal.Domain.Events;

namespace Portal.Infrastructure.Events.Enrichment;

/// <summary>
/// Tells visitors whose events come faster than a person can act: once a browser has more than
/// <see cref="EventsPerMinute"/> events within one minute of the clock, by the events' own times, what follows in that
/// minute and in the next counts as a bot's. The events before that are stored already and stay what they are.
/// Messages that were kept back and come together lie in many minutes and raise nothing; imports are not asked about.
/// </summary>
/// <remarks>
/// One node counts what it sees itself. The counts lie in a fixed table of <see cref="Slots"/> places, 4 MB: a visitor's
/// minute has one place, and another that falls onto it starts it anew, so that a rare collision lets a bot through for
/// a while and never makes one of a person.
/// </remarks>
internal sealed class VisitorPace
{
    /// <summary>Two a second for a whole minute: clicks, page views and what pages send by themselves stay below.</summary>
    public const int EventsPerMinute = 120;

    private const int Slots = 1 << 18;

    private readonly long[] _owners = new long[Slots];
    private readonly int[] _counts = new int[Slots];

    /// <summary>Counts an event; true when it came too fast.</summary>
    public bool IsTooFast(Guid tenantId, long visitor, DateTimeOffset occurredAt)
    {
        var minute = occurredAt.UtcTicks / TimeSpan.TicksPerMinute;
        var store = tenantId.GetHashCode();
        return Count(KeyOf(store, visitor, minute)) > EventsPerMinute | Peek(KeyOf(store, visitor, minute - 1)) > EventsPerMinute;
    }

    private static long KeyOf(int store, long visitor, long minute)
    {
        ReadOnlySpan<long> parts = [visitor, minute, store];
        return VisitorId.Hash(System.Runtime.InteropServices.MemoryMarshal.AsBytes(parts)) | 1;
    }

    // Threads may overwrite each other here and lose a count; that is no more than a collision does.
    private int Count(long key)
    {
        var slot = (int)(key >> 40) & (Slots - 1);
        if (Volatile.Read(ref _owners[slot]) != key)
        {
            Volatile.Write(ref _owners[slot], key);
            Volatile.Write(ref _counts[slot], 1);
            return 1;
        }

        return Interlocked.Increment(ref _counts[slot]);
    }

    private int Peek(long key)
    {
        var slot = (int)(key >> 40) & (Slots - 1);
        return Volatile.Read(ref _owners[slot]) == key ? Volatile.Read(ref _counts[slot]) : 0;
    }
}
