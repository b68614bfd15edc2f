using System.Globalization;
using System.Text.RegularExpressions;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Data.Workloads;
using Portal.Testing.Data;
using Xunit;

namespace Portal.Infrastructure.Tests.Data.Workloads;

public sealed partial class BackendPriorityTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Workload.Export, 12)]
    [InlineData(Workload.Import, 12)]
    [InlineData(Workload.Page, 5)]
    [InlineData(Workload.Api, 5)]
    [InlineData(Workload.Background, 3)]
    public async Task Open_OnTheEmbeddedServer_ItsProcessStandsBackByItsKindOfWork(Workload workload, int nice)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Priorities are read from /proc.");
        await using var database = new PortalDatabase(postgres.Database.OwnerConnectionString, isEmbedded: true);
        using var scope = WorkloadScope.Enter(workload);

        await using var connection = await database.OpenForTenantAsync(Guid.NewGuid(), Cancel);

        Assert.Equal(nice, await NiceOfProcessAsync(connection.ProcessID));
        Assert.Equal(nice, await NiceOfGroupAsync(connection.ProcessID, nice));
    }

    [Fact]
    public async Task Open_TheEventWriterOrAServerOfTheOperator_KeepsTheNormalPriority()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Priorities are read from /proc.");
        await using var embedded = new PortalDatabase(postgres.Database.OwnerConnectionString, isEmbedded: true);
        await using var other = new PortalDatabase(postgres.Database.OwnerConnectionString);
        using var scope = WorkloadScope.Enter(Workload.Export);

        await using var writer = await embedded.Writer.OpenConnectionAsync(Cancel);
        await using var export = await other.OpenForTenantAsync(Guid.NewGuid(), Cancel);

        Assert.Equal(0, await NiceOfProcessAsync(writer.ProcessID));
        Assert.Equal(0, await NiceOfProcessAsync(export.ProcessID));
    }

    // The nineteenth field of proc(5)'s stat; the second, the name, is in brackets and may hold anything.
    private static async Task<int> NiceOfProcessAsync(int process)
    {
        var stat = await File.ReadAllTextAsync(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"), Cancel);
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[16], CultureInfo.InvariantCulture);
    }

    // Set a moment later where the system limits how often that is done; not there in a kernel without such groups.
    private static async Task<int> NiceOfGroupAsync(int process, int expected)
    {
        var file = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/autogroup");
        if (!File.Exists(file))
            return expected;

        var nice = 0;
        for (var tries = 0; tries < 50 && nice != expected; tries++)
        {
            if (tries > 0)
                await Task.Delay(100, Cancel);
            if (AutogroupNice().Match(await File.ReadAllTextAsync(file, Cancel)) is not { Success: true } found)
                return expected;
            nice = int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture);
        }

        return nice;
    }

    [GeneratedRegex(@"nice (-?\d+)")]
    private static partial Regex AutogroupNice();
}
