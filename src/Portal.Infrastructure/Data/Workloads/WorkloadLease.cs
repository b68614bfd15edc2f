using System.Data;
using Npgsql;

namespace Portal.Infrastructure.Data.Workloads;

/// <summary>The right to one connection of a kind of work. It ends with the connection, in whatever way that is closed.</summary>
internal sealed class WorkloadLease(WorkloadGate gate, Guid? store, WorkloadScope? scope, bool isReserve)
{
    private NpgsqlConnection? _connection;
    private int _ended;

    public Guid? Store { get; } = store;

    public WorkloadScope? Scope { get; } = scope;

    public bool IsReserve { get; } = isReserve;

    /// <summary>Ends with a connection, which is about to be opened.</summary>
    public void EndWith(NpgsqlConnection connection)
    {
        _connection = connection;
        connection.StateChange += OnStateChange;
    }

    /// <summary>Ends now; a second time changes nothing.</summary>
    public void End()
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
            return;
        if (_connection is { } connection)
            connection.StateChange -= OnStateChange;
        gate.Return(this);
    }

    // A connection that broke is closed too; nothing of it is left at the server.
    private void OnStateChange(object sender, StateChangeEventArgs change)
    {
        if ((change.CurrentState & ConnectionState.Open) == 0)
            End();
    }
}
