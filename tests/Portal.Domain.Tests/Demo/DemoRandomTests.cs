using Portal.Domain.Demo;
using Xunit;

namespace Portal.Domain.Tests.Demo;

public sealed class DemoRandomTests
{
    [Fact]
    public void NextBits_Seed42_GivesTheReferenceSequence()
    {
        var random = new DemoRandom(42);

        ulong[] bits = [random.NextBits(), random.NextBits(), random.NextBits(), random.NextBits()];

        Assert.Equal([0x15780b2e0c2ec716, 0x6104d9866d113a7e, 0xae17533239e499a1, 0xecb8ad4703b360a1], bits);
    }

    [Fact]
    public void Exponential_ManyDraws_HasItsMean()
    {
        var random = new DemoRandom(1);

        var mean = Enumerable.Range(0, 50_000).Average(_ => random.Exponential(7));

        Assert.InRange(mean, 6.8, 7.2);
    }

    [Fact]
    public void Pick_Weights_ComeInTheirShares()
    {
        var random = new DemoRandom(2);
        var weights = DemoRandom.Cumulate([1, 0, 3]);

        var picks = Enumerable.Range(0, 40_000).Select(_ => random.Pick(weights)).CountBy(i => i).ToDictionary();

        Assert.DoesNotContain(1, picks.Keys);
        Assert.InRange(picks[2] / 40_000.0, 0.73, 0.77);
    }

    [Fact]
    public void Identity_SameSubject_IsTheSameAndOfVersionEight()
    {
        var id = DemoRandom.Identity(5, 6, 7);

        Assert.Equal(id, DemoRandom.Identity(5, 6, 7));
        Assert.NotEqual(id, DemoRandom.Identity(5, 7, 6));
        Assert.Equal(8, id.Version);
    }
}
