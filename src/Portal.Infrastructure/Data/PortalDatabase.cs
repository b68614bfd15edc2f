using Npgsql;
using Portal.Infrastructure.Data.Workloads;

namespace Portal.Infrastructure.Data;

/// <summary>The ways into the database, each with the least rights its work needs.</summary>
public sealed class PortalDatabase : IAsyncDisposable
{
    private const int AnswerSeconds = 3;
    private const int CommitSeconds = 10;
    internal const int OwnerConnections = 8;
    internal const int LookupConnections = 8;

    private const int WriterConnections = 20; // the most that may be set, and some for counting

    private readonly string _appConnectionString;
    private readonly bool _isEmbedded;
    private WorkloadPools _pools;

    /// <param name="ownerConnectionString">The role that owns the schema and passes row-level security.</param>
    /// <param name="isEmbedded">Whether it is the server that the portal brings along, on the same machine.</param>
    public PortalDatabase(string ownerConnectionString, bool isEmbedded = false)
    {
        _isEmbedded = isEmbedded;
        OwnerConnectionString = new NpgsqlConnectionStringBuilder(ownerConnectionString) { ApplicationName = "portal" }.ConnectionString;
        Owner = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(
            OwnerConnectionString)
        { MaxPoolSize = OwnerConnections }.ConnectionString);
        _appConnectionString = DatabaseRoles.ConnectionString(OwnerConnectionString, DatabaseRoles.App);
        _pools = new(new(), _appConnectionString, isEmbedded);
        Scheduler = CreateScheduler(_pools.Options);
        Lookup = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_appConnectionString)
        {
            MaxPoolSize = LookupConnections,
            Timeout = AnswerSeconds,
            CommandTimeout = AnswerSeconds,
        }.ConnectionString);

        // The writer's connections carry no setting of a store, so the reset between two uses has nothing to undo.
        Writer = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(DatabaseRoles.ConnectionString(OwnerConnectionString,
            DatabaseRoles.Writer))
        {
            NoResetOnClose = true,
            MaxPoolSize = WriterConnections,
            MaxAutoPrepare = 40, // a statement for each size of a small group, and some
            AutoPrepareMinUsages = 2,
            Timeout = AnswerSeconds,
            CommandTimeout = CommitSeconds,
        }.ConnectionString);
    }

    /// <summary>Connection string of the owner role, with its password.</summary>
    public string OwnerConnectionString { get; }

    /// <summary>Migrations, the demo store's bulk load and what crosses stores for the platform's administrators.</summary>
    public NpgsqlDataSource Owner { get; }

    /// <summary>
    /// Everything else; sees one store at a time, through row-level security. These are the connections of the kind of work that
    /// runs now (<see cref="WorkloadScope"/>), past its gate: for statements that concern no store.
    /// </summary>
    public NpgsqlDataSource App => _pools.Current.Source;

    /// <summary>The application role's few connections for the scheduler of jobs.</summary>
    public NpgsqlDataSource Scheduler { get; private set; }

    /// <summary>
    /// The application role's few connections for what a request of events waits to know. Apart from <see cref="App"/>, so that
    /// busy pages do not hold events up, and given up after 3 seconds, so that a sender hears 503 in time.
    /// </summary>
    public NpgsqlDataSource Lookup { get; }

    /// <summary>
    /// The event writer; may insert into the event tables of every store and read nothing. Gives up after 10 seconds without an answer.
    /// </summary>
    public NpgsqlDataSource Writer { get; }

    /// <summary>How many connections this node may open, beside those of the event writer and of listeners.</summary>
    public int Connections => _pools.Options.Connections;

    /// <summary>The connections of the kind of work that runs now.</summary>
    internal WorkloadPool Pool => _pools.Current;

    /// <summary>Divides the connections anew. For the start, before anything is open.</summary>
    public void Divide(WorkloadOptions options)
    {
        if (options == _pools.Options)
            return;
        var (pools, scheduler) = (_pools, Scheduler);
        (_pools, Scheduler) = (new(options, _appConnectionString, _isEmbedded), CreateScheduler(options));
        pools.Dispose();
        scheduler.Dispose();
    }

    /// <summary>
    /// Opens a connection of the application role that works for one store, as one of those of the kind of work that runs now.
    /// </summary>
    /// <exception cref="WorkloadSaturatedException">None became free in time.</exception>
    public async Task<NpgsqlConnection> OpenForTenantAsync(Guid tenantId, CancellationToken cancellationToken = default)
    {
        var connection = await Pool.OpenAsync(tenantId, cancellationToken);
        try
        {
            await using var command = new NpgsqlCommand("select set_config('app.tenant_id', $1, false)", connection);
            command.Parameters.Add(new() { Value = tenantId.ToString() });
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        await Lookup.DisposeAsync();
        await Scheduler.DisposeAsync();
        await _pools.DisposeAsync();
        await Owner.DisposeAsync();
    }

    private NpgsqlDataSource CreateScheduler(WorkloadOptions options) =>
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(
            _appConnectionString)
        { MaxPoolSize = options.SchedulerConnections }.ConnectionString);
}
