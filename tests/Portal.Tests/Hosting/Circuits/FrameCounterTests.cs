using Portal.Hosting.Circuits;
using Xunit;

namespace Portal.Tests.Hosting.Circuits;

public sealed class FrameCounterTests
{
    private static readonly byte[] Ping = [0x89, 0x80, 1, 2, 3, 4];

    [Fact]
    public void Count_FramesOfEveryLength_AreAllCounted()
    {
        byte[] bytes = [.. Ping, .. Masked(5), .. Masked(126), .. Masked(70_000), .. Ping, .. Plain(3)];

        Assert.Equal(6, new FrameCounter().Count(bytes));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(4096)]
    public void Count_InPieces_IsTheSame(int piece)
    {
        byte[] bytes = [.. Masked(0), .. Masked(125), .. Ping, .. Masked(126), .. Masked(65_535), .. Masked(65_536), .. Ping];
        var counter = new FrameCounter();

        Assert.Equal(7, bytes.Chunk(piece).Sum(part => counter.Count(part)));
    }

    private static byte[] Masked(int length) => [0x82, .. Length(length, 0x80), 9, 8, 7, 6, .. Enumerable.Repeat((byte)0x89, length)];

    private static byte[] Plain(int length) => [0x82, .. Length(length, 0), .. new byte[length]];

    private static byte[] Length(int length, int mask) => length switch
    {
        < 126 => [(byte)(mask | length)],
        <= ushort.MaxValue => [(byte)(mask | 126), (byte)(length >> 8), (byte)length],
        _ => [(byte)(mask | 127), 0, 0, 0, 0, (byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length],
    };
}
