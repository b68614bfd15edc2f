using System.Runtime.InteropServices;
using Portal.Domain.Analytics.Vitals;

namespace Portal.Infrastructure.Analytics;

/// <summary>
/// How often each value of each measurement was seen on each page: the sum of days, each of which comes as bytes. A day is a
/// row of groups, one for a page and a measurement: the path, empty when it is that of the group before; the place of the
/// measurement in <see cref="WebVital.All"/>; the number of values; each value with its samples.
/// </summary>
internal sealed class PageValues
{
    private static readonly Dictionary<string, byte> Places = WebVital.All.Select((vital, place) => (vital.Key, place)).ToDictionary(v => v.Key, v => (byte)v.place);

    private readonly Dictionary<string, Dictionary<int, long>[]> _pages = new(StringComparer.Ordinal);

    /// <summary>Writes a day.</summary>
    /// <param name="rows">In the order of path and measurement.</param>
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

    /// <summary>Adds a day.</summary>
    public void Add(byte[] day)
    {
        using var bytes = new MemoryStream(day);
        using var reader = new BinaryReader(bytes);
        Dictionary<int, long>[] page = [];
        while (bytes.Position < bytes.Length)
        {
            if (reader.ReadString() is { Length: > 0 } path && !_pages.TryGetValue(path, out page!))
            {
                _pages.Add(path, page = [.. WebVital.All.Select(_ => new Dictionary<int, long>())]);
            }

            var values = page[reader.ReadByte()];
            for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(values, reader.Read7BitEncodedInt(), out _) += reader.Read7BitEncodedInt64();
            }
        }
    }

    /// <summary>The pages, those with most samples first.</summary>
    public IEnumerable<PageSpeed> Pages() => _pages
        .Select(page => new PageSpeed(
            page.Key, page.Value.Max(values => values.Values.Sum()),
            Of(page.Value, WebVital.LargestPaint), Of(page.Value, WebVital.Interaction), Of(page.Value, WebVital.LayoutShift),
            Of(page.Value, WebVital.FirstPaint), Of(page.Value, WebVital.FirstByte)))
        .OrderByDescending(page => page.Samples)
        .ThenBy(page => page.Path, StringComparer.Ordinal);

    // The smallest value that three quarters of the samples do not exceed, as percentile_disc defines it.
    private static int? Of(Dictionary<int, long>[] page, WebVital vital)
    {
        var values = page[Places[vital.Key]];
        var (upTo, total) = (0L, values.Values.Sum());
        foreach (var (value, samples) in values.OrderBy(pair => pair.Key))
        {
            upTo += samples;
            if (upTo * 4 >= total * 3)
            {
                return value;
            }
        }

        return null;
    }
}
