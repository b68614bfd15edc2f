using System.Text;
using Portal.Infrastructure.Events.Enrichment;
using Xunit;

namespace Portal.Infrastructure.Tests.Events.Enrichment;

public sealed class SpanCacheTests
{
    [Fact]
    public void TryGet_WhatWasAdded_IsTheSameObject()
    {
        var cache = new SpanCache<string>(4);
        var value = cache.Add("key"u8, "value");

        Assert.True(cache.TryGet("key"u8, out var found));
        Assert.Same(value, found);
        Assert.False(cache.TryGet("kez"u8, out _));
    }

    [Fact]
    public void TryGet_BeyondTwoGenerations_KeepsWhatIsInUseAndForgetsTheRest()
    {
        var cache = new SpanCache<string>(4);
        cache.Add("used"u8, "u");
        cache.Add("unused"u8, "x");

        for (var n = 0; n < 20; n++)
        {
            cache.Add(Encoding.UTF8.GetBytes($"other {n}"), "o");
            cache.TryGet("used"u8, out _);
        }

        Assert.True(cache.TryGet("used"u8, out _));
        Assert.False(cache.TryGet("unused"u8, out _));
    }

    [Fact]
    public void TryGet_KnownText_AllocatesNothing()
    {
        var cache = new SpanCache<string>(4);
        cache.Add("key"u8, "value");
        cache.TryGet("key"u8, out _);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var n = 0; n < 1_000; n++)
        {
            cache.TryGet("key"u8, out _);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
