using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Portal.Testing.Data;

/// <summary>Counts the statements that Entity Framework sends to one database, of those that contain some words.</summary>
public sealed class QuestionCounter : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly string _database;
    private readonly string _words;
    private readonly List<IDisposable> _subscriptions = [];
    private int _count;

    /// <param name="connectionString">Of the database.</param>
    public QuestionCounter(string connectionString, string words)
    {
        (_database, _words) = (new NpgsqlConnectionStringBuilder(connectionString).Database!, words);
        _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    /// <summary>How many so far.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <inheritdoc />
    public void OnNext(DiagnosticListener value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Name == DbLoggerCategory.Name)
        {
            _subscriptions.Add(value.Subscribe(this));
        }
    }

    /// <inheritdoc />
    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == RelationalEventId.CommandExecuting.Name && value.Value is CommandEventData { Command: { } command }
            && command.Connection?.Database == _database && command.CommandText.Contains(_words, StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _count);
        }
    }

    /// <inheritdoc />
    public void OnCompleted()
    {
    }

    /// <inheritdoc />
    public void OnError(Exception error)
    {
    }

    /// <inheritdoc />
    public void Dispose() => _subscriptions.ForEach(subscription => subscription.Dispose());
}
