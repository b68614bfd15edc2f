using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Portal.Domain.Events;

namespace Portal.Infrastructure.Events.Enrichment;

/// <summary>
/// Remembers what texts mean, keyed by their UTF-8, without allocating for a text that is known. Bounded: when the young
/// generation is full it becomes the old one and the old one is forgotten, so what is in use stays.
/// </summary>
/// <param name="capacity">Entries of a generation; twice as many are held at most.</param>
internal sealed class SpanCache<T>(int capacity)
    where T : class
{
    private volatile Generation _young = new();
    private volatile Generation _old = new();

    public bool TryGet(ReadOnlySpan<byte> key, [MaybeNullWhen(false)] out T value)
    {
        if (_young.Lookup.TryGetValue(key, out value))
        {
            return true;
        }

        if (!_old.Lookup.TryGetValue(key, out value))
        {
            return false;
        }

        Add(key, value);
        return true;
    }

    public T Add(ReadOnlySpan<byte> key, T value)
    {
        var young = _young;
        if (young.Entries.TryAdd(key.ToArray(), value) && Interlocked.Increment(ref young.Count) == capacity)
        {
            _old = young;
            _young = new();
        }

        return value;
    }

    private sealed class Generation
    {
        public readonly ConcurrentDictionary<byte[], T> Entries;
        public readonly ConcurrentDictionary<byte[], T>.AlternateLookup<ReadOnlySpan<byte>> Lookup;
        public int Count;

        public Generation()
        {
            Entries = new(Utf8Comparer.Instance);
            Lookup = Entries.GetAlternateLookup<ReadOnlySpan<byte>>();
        }
    }

    private sealed class Utf8Comparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static readonly Utf8Comparer Instance = new();

        public bool Equals(byte[]? one, byte[]? other) => one.AsSpan().SequenceEqual(other);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(byte[] key) => GetHashCode(key.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> key) => VisitorId.Hash(key).GetHashCode();

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
