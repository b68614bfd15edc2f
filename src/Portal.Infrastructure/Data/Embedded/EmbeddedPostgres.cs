using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;
using Portal.Infrastructure.Shared.Files;

namespace Portal.Infrastructure.Data.Embedded;

/// <summary>
/// A PostgreSQL server of the portal's own under one folder: made on first use, listening on loopback only, left
/// running by a crash and taken over by the next start.
/// </summary>
public sealed class EmbeddedPostgres
{
    /// <summary>The role that owns the portal's databases on this server.</summary>
    public const string OwnerRole = "portal_owner";

    private readonly EmbeddedPostgresFiles _files;
    private readonly EmbeddedPostgresOptions _options;
    private readonly ServerProcess _process;

    private EmbeddedPostgres(EmbeddedPostgresFiles files, EmbeddedPostgresOptions options)
    {
        _files = files;
        _options = options;
        _process = new(files);
    }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; private set; }

    /// <summary>Starts the server in a folder, making it first where it does not exist.</summary>
    /// <exception cref="InvalidOperationException">The server could not start; the message has its own words.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(
        string directory, EmbeddedPostgresOptions options, CancellationToken cancellationToken = default)
    {
        var postgres = new EmbeddedPostgres(EmbeddedPostgresFiles.Locate(directory), options);
        await postgres.StartAsync(cancellationToken);
        return postgres;
    }

    /// <summary>Finds the server that another process keeps running in a folder, waiting while it is still being made.</summary>
    /// <exception cref="InvalidOperationException">None runs there.</exception>
    public static async Task<EmbeddedPostgres> AttachAsync(string directory, CancellationToken cancellationToken = default)
    {
        var postgres = new EmbeddedPostgres(EmbeddedPostgresFiles.Locate(directory), new());
        for (var waited = 0; waited < 600; waited++)
        {
            if (postgres._process.RunningPort() is { } port)
            {
                postgres.Port = port;
                await postgres.EnsureOwnerAsync(cancellationToken);
                return postgres;
            }

            await Task.Delay(100, cancellationToken);
        }

        throw new InvalidOperationException($"Another portal uses {directory}, but its database does not answer.");
    }

    /// <summary>Connection string of the owner role for a database of this server.</summary>
    public string ConnectionString(string database) => Builder(OwnerRole, database).ConnectionString;

    /// <summary>True while the server's process lives.</summary>
    public bool IsRunning => _process.RunningPort() is not null;

    /// <summary>Starts the server again after it died; does nothing while it runs.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        _files.LinkLibraries();
        _files.CreateDirectories();
        var isNew = !File.Exists(Path.Combine(_files.Data, "PG_VERSION"));
        if (isNew)
        {
            await InitializeAsync(cancellationToken);
        }

        if (await _process.WaitForRunningAsync(cancellationToken) is { } running)
        {
            Port = running;
        }
        else
        {
            Port = ChoosePort();
            EmbeddedPostgresFiles.Write(Path.Combine(_files.Data, "portal.conf"), _options.ToConfiguration(Port));
            await _process.RunAsync("pg_ctl", ["start", "-w", "-t", "120", "-D", _files.Data, "-l", _files.Log], cancellationToken);
        }

        await EnsureOwnerAsync(cancellationToken);
    }

    /// <summary>Creates an empty database of the owner role, or a copy of a template, unless it exists.</summary>
    public async Task EnsureDatabaseAsync(string name, string? template = null, CancellationToken cancellationToken = default)
    {
        await using var connection = new NpgsqlConnection(Builder(OwnerRole, "postgres").ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var find = new NpgsqlCommand("select exists (select from pg_database where datname = $1)", connection);
        find.Parameters.Add(new() { Value = name });
        if (await find.ExecuteScalarAsync(cancellationToken) is not true)
        {
            var copy = template is null ? "" : $" template \"{template}\" strategy file_copy";
            await using var create = new NpgsqlCommand($"create database \"{name}\"{copy}", connection) { CommandTimeout = 120 };
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>Drops a database and ends whatever is connected to it.</summary>
    public async Task DropDatabaseAsync(string name, CancellationToken cancellationToken = default)
    {
        await using var connection = new NpgsqlConnection(Builder(OwnerRole, "postgres").ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var drop = new NpgsqlCommand($"drop database if exists \"{name}\" with (force)", connection);
        await drop.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Stops the server after its open transactions were rolled back and everything is on disk.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default) => _process.RunningPort() is null
        ? Task.CompletedTask
        : _process.RunAsync("pg_ctl", ["stop", "-w", "-t", "60", "-m", "fast", "-D", _files.Data], cancellationToken);

    private async Task InitializeAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(_files.Password))
        {
            EmbeddedPostgresFiles.Write(_files.Password, RandomNumberGenerator.GetHexString(40, lowercase: true));
        }

        await _process.RunAsync(
            "initdb",
            ["-D", _files.Data, "-U", "postgres", "-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C",
                "--auth=scram-sha-256", $"--pwfile={_files.Password}", "--no-instructions"],
            cancellationToken);
        await File.AppendAllTextAsync(Path.Combine(_files.Data, "postgresql.conf"), "\ninclude_if_exists 'portal.conf'\n",
            cancellationToken);
    }

    private async Task EnsureOwnerAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(Builder("postgres", "postgres").ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var find = new NpgsqlCommand($"select exists (select from pg_roles where rolname = '{OwnerRole}')", connection);
        if (await find.ExecuteScalarAsync(cancellationToken) is not true)
        {
            await using var create = new NpgsqlCommand(
                $"create role {OwnerRole} login createdb createrole bypassrls password '{ReadPassword()}'; grant pg_checkpoint, "
                    + $"pg_signal_backend to {OwnerRole}", connection);
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    // The port of the last run is kept where it is free, so that addresses written down elsewhere stay true.
    private int ChoosePort()
    {
        // A server that died comes back where its clients look for it.
        if (Port != 0)
        {
            return Port;
        }

        var last = File.Exists(_files.PortFile) && int.TryParse(File.ReadAllText(_files.PortFile), CultureInfo.InvariantCulture,
            out var port) ? port : 0;
        var chosen = IsFree(last) ? last : 0;
        using var listener = new TcpListener(IPAddress.Loopback, chosen);
        listener.Start();
        chosen = ((IPEndPoint)listener.LocalEndpoint).Port;
        PrivateFiles.WriteAllText(_files.PortFile, chosen.ToString(CultureInfo.InvariantCulture));
        return chosen;
    }

    private static bool IsFree(int port)
    {
        if (port == 0)
        {
            return false;
        }

        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private NpgsqlConnectionStringBuilder Builder(string role, string database) => new()
    {
        Host = "127.0.0.1",
        Port = Port,
        Username = role,
        Password = ReadPassword(),
        Database = database,
        Pooling = database != "postgres",
    };

    private string ReadPassword() => File.ReadAllText(_files.Password).Trim();
}
