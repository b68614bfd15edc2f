using System.Runtime.InteropServices;
using System.Text;
using Portal.Domain.Events.Channels;

namespace Portal.Infrastructure.Live.Counting;

/// <summary>What one look over the visitors found.</summary>
/// <param name="factor">Visitors that each of them stands for.</param>
internal sealed class VisitCounts(int factor)
{
    /// <summary>The stored channels; the last is for what fits none.</summary>
    public static readonly byte[][] ChannelNames = [.. Channel.All.Select(Encoding.UTF8.GetBytes)];

    private readonly int[] _bySteps = new int[16];
    private readonly int[] _channels = new int[ChannelNames.Length];
    private readonly int[] _pages = new int[Enum.GetValues<PageKind>().Length];
    private readonly Dictionary<ushort, int> _countries = [];
    private int _active;

    public int Active => _active * factor;

    public void AddRecent(FunnelSteps steps) => _bySteps[(int)steps]++;

    /// <param name="channel">Its place in <see cref="Channel.All"/> from 1; 0 for a visitor who came directly.</param>
    public void AddActive(ushort country, int channel, PageKind page)
    {
        _active++;
        CollectionsMarshal.GetValueRefOrAddDefault(_countries, country, out _)++;
        _channels[Math.Max(0, channel - 1)]++;
        _pages[(int)page]++;
    }

    public FunnelFigures Funnel() => FunnelFigures.Of(_bySteps, factor);

    public List<CountryCount> Countries() =>
        [.. _countries.Select(c => new CountryCount(Code(c.Key), c.Value * factor)).OrderByDescending(c => c.Visitors)
            .ThenBy(c => c.Code ?? "~", StringComparer.Ordinal)];

    public List<ChannelCount> Channels() =>
        [.. _channels.Index().Where(c => c.Item > 0).Select(c => new ChannelCount(Channel.All[c.Index], c.Item * factor))
            .OrderByDescending(c => c.Visitors)];

    public List<PageCount> Pages() =>
        [.. _pages.Index().Where(p => p.Item > 0).Select(p => new PageCount((PageKind)p.Index, p.Item * factor))
            .OrderByDescending(p => p.Visitors)];

    private static string? Code(ushort country) => country == 0 ? null : $"{(char)(country >> 8)}{(char)(country & 0xFF)}";
}
