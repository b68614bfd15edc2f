using Portal.Infrastructure.Analytics.Funnels;
using Xunit;

namespace Portal.Infrastructure.Tests.Analytics.Funnels;

public sealed class OccurrenceBytesTests
{
    [Fact]
    public void Write_OneVisitorTwice_IsTheHashACountAndTheTimesBetween() =>
        Assert.Equal([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 2, 0xAC, 0x02, 0], OccurrenceBytes.Write([(-1, 300), (-1, 300)]));

    [Fact]
    public void Write_Nobody_IsNothing() => Assert.Empty(OccurrenceBytes.Write([]));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Read_WhatWasWritten_IsTheSame(int seed)
    {
        var random = new Random(seed);
        var occurrences = Enumerable.Range(0, 5000)
            .Select(_ => (Visitor: random.NextInt64(-400, 400) << 50, Instant: random.NextInt64(0, 1L << random.Next(1, 58)))).Order()
            .ToArray();

        Assert.Equal(occurrences, Read(OccurrenceBytes.Write(occurrences)));
    }

    private static List<(long Visitor, long Instant)> Read(ReadOnlySpan<byte> written)
    {
        var read = new List<(long, long)>();
        var instants = new long[1];
        while (OccurrenceBytes.TryRead(ref written, out var visitor, ref instants, out var count))
            read.AddRange(instants.Take(count).Select(instant => (visitor, instant)));
        return read;
    }
}
