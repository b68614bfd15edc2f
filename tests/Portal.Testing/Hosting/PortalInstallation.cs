using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Portal.Infrastructure.Data;
using Portal.Infrastructure.Data.Embedded;

namespace Portal.Testing.Hosting;

/// <summary>A data folder with the portal process that works on it and the embedded server that it starts there.</summary>
public sealed class PortalInstallation : IAsyncDisposable
{
    private readonly IReadOnlyDictionary<string, string>? _environment;

    private PortalInstallation(string directory, IReadOnlyDictionary<string, string>? environment)
    {
        Directory = directory;
        _environment = environment;
    }

    /// <summary>The folder that <c>--data</c> names.</summary>
    public string Directory { get; }

    /// <summary>True leaves the folder behind, to be started again another time.</summary>
    public bool IsKept { get; init; }

    /// <summary>The process that runs now, or ran last.</summary>
    public PortalProcess Portal { get; private set; } = null!;

    /// <summary>The installation's database, as the owner.</summary>
    public PortalDatabase Database { get; private set; } = null!;

    /// <summary>Makes an installation without demo store in an empty folder and starts it.</summary>
    /// <param name="directory">Where; a temporary folder when null.</param>
    /// <param name="environment">Settings of the process.</param>
    /// <param name="isKept">True leaves the folder behind; started there again, the installation goes on.</param>
    public static async Task<PortalInstallation> StartAsync(
        string? directory = null, IReadOnlyDictionary<string, string>? environment = null, bool isKept = false)
    {
        var installation = new PortalInstallation(directory ?? System.IO.Directory.CreateTempSubdirectory("portal-installation-").FullName,
            environment)
        { IsKept = isKept };
        await installation.StartPortalAsync();
        installation.Database = new(installation.ConnectionString());
        return installation;
    }

    /// <summary>Starts the process, at the address it had before.</summary>
    public async Task StartPortalAsync()
    {
        Portal = await PortalProcess.StartOnFolderAsync(Directory, Portal?.Address, _environment);

        // Connections of before a restart of the server are dead.
        Database?.Owner.Clear();
    }

    /// <summary>Ends the database server and every process of it at once, as <c>kill -9</c> does.</summary>
    public async Task KillDatabaseAsync()
    {
        var postmaster = File.ReadLines(PostmasterFile).First().Trim();
        using var list = Process.Start(new ProcessStartInfo("ps", ["-A", "-o", "pid=,ppid="]) { RedirectStandardOutput = true })!;
        var children = (await list.StandardOutput.ReadToEndAsync()).Split('\n')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(ids => ids.Length == 2 && ids[1] == postmaster)
            .Select(ids => ids[0]);
        using var kill = Process.Start("kill", ["-KILL", postmaster, .. children]);
        await kill.WaitForExitAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await Portal.DisposeAsync();

        // A portal that was killed leaves its server behind.
        if (File.Exists(PostmasterFile))
        {
            var server = await EmbeddedPostgres.StartAsync(Path.Combine(Directory, "postgres"), new());
            await server.StopAsync();
        }

        if (!IsKept)
        {
            System.IO.Directory.Delete(Directory, recursive: true);
        }
    }

    private string PostmasterFile => Path.Combine(Directory, "postgres", "data", "postmaster.pid");

    private string ConnectionString() => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = int.Parse(Read("port"), CultureInfo.InvariantCulture),
        Username = EmbeddedPostgres.OwnerRole,
        Password = Read("password"),
        Database = "portal",
    }.ConnectionString;

    private string Read(string file) => File.ReadAllText(Path.Combine(Directory, "postgres", file)).Trim();
}
