using System.Runtime.InteropServices;
using System.Text;
using Portal.Domain.Analytics.Speed;

namespace Portal.Infrastructure.Analytics;

/// <summary>
/// How often each value of each measurement was seen on each page of a day, as bytes. They are a row of groups, one for a page
/// and a measurement: the path, empty when it is that of the group before; the place of the measurement in
/// <see cref="WebVital.All"/>; the number of values; each value with its samples. Pages lie in the order of their paths' bytes,
/// so that days are added up page by page, however many pages a shop has.
/// </summary>
internal static class PageValues
{
    private static readonly Dictionary<string, byte> Places = WebVital.All.Select((vital, place) => (vital.Key, place))
        .ToDictionary(v => v.Key, v => (byte)v.place);

    private static readonly Comparer<ReadOnlyMemory<byte>> InOrder = Comparer<ReadOnlyMemory<byte>>.Create((one,
        other) => one.Span.SequenceCompareTo(other.Span));

    /// <summary>Writes a day.</summary>
    /// <param name="rows">In the order of the path's bytes and the measurement.</param>
    public static byte[] Write(List<(string Path, string Metric, int Value, long Samples)> rows)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        for (int start = 0, end; start < rows.Count; start = end)
        {
            var (path, metric, _, _) = rows[start];
            for (end = start + 1; end < rows.Count && rows[end].Path == path && rows[end].Metric == metric; end++)
            {
            }

            writer.Write(start > 0 && rows[start - 1].Path == path ? "" : path);
            writer.Write(Places[metric]);
            writer.Write7BitEncodedInt(end - start);
            foreach (var (_, _, value, samples) in CollectionsMarshal.AsSpan(rows)[start..end])
            {
                writer.Write7BitEncodedInt(value);
                writer.Write7BitEncodedInt64(samples);
            }
        }

        writer.Flush();
        return bytes.ToArray();
    }

    /// <summary>Adds days up: the pages, those with most samples first.</summary>
    public static List<PageSpeed> Sum(IEnumerable<byte[]> days)
    {
        var (next, values, pages) = (new PriorityQueue<Day, ReadOnlyMemory<byte>>(InOrder), new Values(), new List<PageSpeed>());
        foreach (var day in days.Select(bytes => new Day(bytes)).Where(day => day.MoveNext()))
            next.Enqueue(day, day.Path);
        while (next.TryPeek(out var day, out var path))
        {
            do
            {
                day.AddTo(values);
                if (day.MoveNext())
                    next.DequeueEnqueue(day, day.Path);
                else
                    next.Dequeue();
            }
            while (next.TryPeek(out day, out var other) && other.Span.SequenceEqual(path.Span));

            pages.Add(values.Take(Encoding.UTF8.GetString(path.Span)));
        }

        pages.Sort((one, other) => other.Samples != one.Samples ? other.Samples.CompareTo(one.Samples)
            : string.CompareOrdinal(one.Path, other.Path));
        return pages;
    }

    // A day at one of its pages, to be read from there on.
    private sealed class Day(byte[] bytes)
    {
        private int _at;

        public ReadOnlyMemory<byte> Path { get; private set; }

        public bool MoveNext()
        {
            if (_at == bytes.Length)
                return false;

            var length = (int)Number();
            Path = bytes.AsMemory(_at, length);
            _at += length;
            return true;
        }

        public void AddTo(Values values)
        {
            while (true)
            {
                var place = bytes[_at++];
                for (var left = Number(); left > 0; left--)
                    values.Add(place, (int)Number(), Number());
                if (_at == bytes.Length || bytes[_at] > 0)
                    return;

                _at++;
            }
        }

        // Seven bits a byte, the lowest first, as BinaryWriter writes them.
        private long Number()
        {
            var number = 0L;
            for (var shift = 0; ; shift += 7)
            {
                var part = bytes[_at++];
                number |= (long)(part & 0x7F) << shift;
                if (part < 0x80)
                    return number;
            }
        }
    }

    // The values of one page.
    private sealed class Values
    {
        private readonly Dictionary<int, long>[] _samples = [.. WebVital.All.Select(_ => new Dictionary<int, long>())];

        public void Add(byte place, int value, long samples) =>
            CollectionsMarshal.GetValueRefOrAddDefault(_samples[place], value, out _) += samples;

        public PageSpeed Take(string path)
        {
            var page = new PageSpeed(
                path, _samples.Max(values => values.Values.Sum()),
                Of(WebVital.LargestPaint), Of(WebVital.Interaction), Of(WebVital.LayoutShift), Of(WebVital.FirstPaint),
                Of(WebVital.FirstByte));
            foreach (var values in _samples)
                values.Clear();
            return page;
        }

        // The smallest value that three quarters of the samples do not exceed, as percentile_disc defines it.
        private int? Of(WebVital vital)
        {
            var values = _samples[Places[vital.Key]];
            var (upTo, total) = (0L, values.Values.Sum());
            foreach (var (value, samples) in values.OrderBy(pair => pair.Key))
            {
                upTo += samples;
                if (upTo * 4 >= total * 3)
                    return value;
            }

            return null;
        }
    }
}
