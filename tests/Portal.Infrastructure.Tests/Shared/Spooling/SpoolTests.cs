using Portal.Infrastructure.Shared.Spooling;
using Xunit;

namespace Portal.Infrastructure.Tests.Shared.Spooling;

public sealed class SpoolTests : IDisposable
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private readonly string _directory = Directory.CreateTempSubdirectory("spool-test-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(1_000)]
    [InlineData(1024 * 1024)]
    [InlineData(5_000_000)]
    public async Task Read_WhileItIsWritten_GivesEveryByteInItsOrder(int length)
    {
        var sent = new byte[length];
        new Random(length).NextBytes(sent);
        await using var spool = Create();
        using var read = new MemoryStream();

        var reading = spool.OpenRead().CopyToAsync(read, 10_007, Cancel);
        for (var place = 0; place < length; place += 77_777)
        {
            await spool.WriteAsync(sent.AsMemory(place, Math.Min(77_777, length - place)), Cancel);
            await Task.Yield();
        }

        spool.Complete();
        await reading;

        Assert.Equal(length, spool.Length);
        Assert.Equal(sent, read.ToArray());
    }

    [Fact]
    public async Task File_OfALargeOne_HasNoNameThatAnybodyCouldOpen()
    {
        await using var spool = Create();

        await spool.WriteAsync(new byte[3_000_000], Cancel);

        Assert.Empty(Directory.GetFiles(_directory));
    }

    [Fact]
    public async Task Write_BeyondTheLimit_IsRefused()
    {
        await using var spool = new Spools(new() { MaxMegabytes = 1, Directory = _directory }, "").Create();
        await spool.WriteAsync(new byte[1024 * 1024], Cancel);

        await Assert.ThrowsAsync<SpoolFullException>(async () => await spool.WriteAsync(new byte[1], Cancel));
    }

    [Fact]
    public async Task Fill_FromALongerStream_StopsAtTheLimit()
    {
        await using var spool = Create();

        Assert.False(await spool.FillAsync(new MemoryStream(new byte[200_000]), 100_000, Cancel));
        Assert.InRange(spool.Length, 0, 100_000);
    }

    [Fact]
    public async Task Read_OfOneThatWasBrokenOff_Throws()
    {
        await using var spool = Create();
        await spool.WriteAsync(new byte[10], Cancel);
        spool.Complete(new InvalidOperationException("broken off"));

        var buffer = new byte[20];
        Assert.Equal(10, await spool.ReadAsync(0, buffer, Cancel));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await spool.ReadAsync(10, buffer, Cancel));
    }

    private Spool Create() => new Spools(new() { Directory = _directory }, "").Create();
}
