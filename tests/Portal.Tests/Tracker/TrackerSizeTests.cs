using System.IO.Compression;
using Portal.Testing.Events;
using Xunit;

namespace Portal.Tests.Tracker;

public sealed class TrackerSizeTests
{
    private const int Budget = 3 * 1024;

    [Fact]
    public void Tracker_Gzipped_FitsTheBudget() => Assert.InRange(Gzipped(TrackerFiles.Tracker), 1024, Budget);

    [Fact]
    public void Vitals_Gzipped_AreAThirdOfTheTracker() => Assert.InRange(Gzipped(TrackerFiles.Vitals), 512, Budget / 3);

    [Fact]
    public void Loader_Printed_NamesHostAndKeyAndFitsInOneScriptElement()
    {
        var loader = TrackerFiles.Loader("https://in.example", "kk_live_1");

        Assert.Contains("\"https://in.example\"", loader, StringComparison.Ordinal);
        Assert.Contains("\"kk_live_1\"", loader, StringComparison.Ordinal);
        Assert.DoesNotContain("__", loader, StringComparison.Ordinal);
        Assert.DoesNotContain("</script", loader, StringComparison.OrdinalIgnoreCase);
        Assert.InRange(loader.Length, 100, 600);
    }

    private static long Gzipped(byte[] script)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
            gzip.Write(script);
        return compressed.Length;
    }
}
