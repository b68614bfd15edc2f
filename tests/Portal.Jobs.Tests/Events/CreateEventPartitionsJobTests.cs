using Portal.Jobs.Events;
using Portal.Testing.Data;
using Xunit;

namespace Portal.Jobs.Tests.Events;

public sealed class CreateEventPartitionsJobTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Run_Twice_MakesTheDaysAheadOnce()
    {
        await using var node = await SchedulerHost.StartAsync(postgres.Database);

        var first = await node.RunAsync<CreateEventPartitionsJob>();
        var second = await node.RunAsync<CreateEventPartitionsJob>();

        // The template of tests has the days up to the day after tomorrow.
        Assert.Equal(("succeeded", "5 partitions created"), first);
        Assert.Equal(("succeeded", "0 partitions created"), second);
    }
}
