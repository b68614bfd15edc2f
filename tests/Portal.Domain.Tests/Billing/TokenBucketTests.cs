using Portal.Domain.Billing;
using Xunit;

namespace Portal.Domain.Tests.Billing;

public sealed class TokenBucketTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly EventRate Rate = new(PerSecond: 10, Burst: 50);

    private readonly TokenBucket _bucket = new();

    [Fact]
    public void TryTake_Burst_IsAllowedOnceAndThenTheRate()
    {
        Assert.True(_bucket.TryTake(Rate, 50, Start));
        Assert.False(_bucket.TryTake(Rate, 1, Start));
        Assert.False(_bucket.TryTake(Rate, 11, Start.AddSeconds(1)));
        Assert.True(_bucket.TryTake(Rate, 10, Start.AddSeconds(1)));
        Assert.False(_bucket.TryTake(Rate, 1, Start.AddSeconds(1)));
    }

    [Fact]
    public void TryTake_Refused_TakesNothing()
    {
        Assert.True(_bucket.TryTake(Rate, 45, Start));

        Assert.False(_bucket.TryTake(Rate, 6, Start));

        Assert.Equal(5, _bucket.Remaining(Rate, Start));
    }

    [Fact]
    public void TryTake_LongQuietTime_SavesNoMoreThanABurst()
    {
        Assert.True(_bucket.TryTake(Rate, 50, Start));

        Assert.False(_bucket.TryTake(Rate, 51, Start.AddDays(1)));
        Assert.True(_bucket.TryTake(Rate, 50, Start.AddDays(1)));
    }

    [Fact]
    public void Until_PartlyFull_IsTheTimeThatTheRestTakes()
    {
        _bucket.TryTake(Rate, 50, Start);

        Assert.Equal(TimeSpan.FromSeconds(2), _bucket.Until(Rate, 20, Start));
        Assert.Equal(TimeSpan.FromSeconds(0.5), _bucket.Until(Rate, 20, Start.AddSeconds(1.5)));
        Assert.Equal(TimeSpan.Zero, _bucket.Until(Rate, 20, Start.AddSeconds(2)));
        Assert.Equal(TimeSpan.FromSeconds(5), _bucket.UntilFull(Start));
    }

    [Fact]
    public void Remaining_AsTimePasses_FillsUpToTheBurst()
    {
        _bucket.TryTake(Rate, 50, Start);

        Assert.Equal([0, 0, 1, 10, 50, 50], new[] { 0, 0.09, 0.1, 1, 5, 9 }.Select(s => _bucket.Remaining(Rate, Start.AddSeconds(s))));
    }

    [Fact]
    public void PutBack_WhatWasTaken_CanBeTakenAgain()
    {
        _bucket.TryTake(Rate, 50, Start);

        _bucket.PutBack(Rate, 20);

        Assert.True(_bucket.TryTake(Rate, 20, Start));
        Assert.False(_bucket.TryTake(Rate, 1, Start));
    }

    [Fact]
    public void TryTake_ManyThreadsAtOnce_GiveNoMoreThanABurst()
    {
        var rate = new EventRate(1, 5_000);

        var taken = 0;
        Parallel.For(0, 20_000, _ =>
        {
            if (_bucket.TryTake(rate, 1, Start))
            {
                Interlocked.Increment(ref taken);
            }
        });

        Assert.Equal(5_000, taken);
    }
}
