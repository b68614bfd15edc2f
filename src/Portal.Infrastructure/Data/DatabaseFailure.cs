using System.Net.Sockets;
using Npgsql;

namespace Portal.Infrastructure.Data;

/// <summary>What a failure says of the database.</summary>
public enum DatabaseFailure
{
    /// <summary>Nothing, or a mistake in what was asked of it.</summary>
    None,

    /// <summary>It cannot be reached, or cannot work for anyone now.</summary>
    Away,

    /// <summary>No answer in time: from it, or to this command alone.</summary>
    Slow,

    /// <summary>Another transaction was in the way; the same will work later.</summary>
    Contention,

    /// <summary>It cannot hold a value of what was written.</summary>
    BadData,
}

/// <summary>Tells failures of the database from failures of what was asked of it.</summary>
public static class DatabaseFailures
{
    /// <summary>What an exception, or what caused it, says of the database.</summary>
    public static DatabaseFailure Of(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case PostgresException { SqlState: { } state }:
                    return Of(state);
                case NpgsqlException { InnerException: TimeoutException }:
                    return DatabaseFailure.Slow;
                case NpgsqlException { InnerException: IOException or SocketException } or NpgsqlException { IsTransient: true }:
                    return DatabaseFailure.Away;
            }
        }

        return exception is TimeoutException ? DatabaseFailure.Slow : DatabaseFailure.None;
    }

    /// <summary>True when the database, or the way to it, is what failed: here or in what caused it.</summary>
    public static bool IsCauseOf(Exception? exception) =>
        exception is not null && (exception is NpgsqlException or TimeoutException || IsCauseOf(exception.InnerException));

    /// <summary>True when the database cannot hold a value that was written: the same values will never be taken.</summary>
    public static bool IsBadData(this PostgresException exception) => Of(exception.SqlState) == DatabaseFailure.BadData;

    // By class: https://www.postgresql.org/docs/current/errcodes-appendix.html
    private static DatabaseFailure Of(string state) => state switch
    {
        PostgresErrorCodes.QueryCanceled => DatabaseFailure.Slow,
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable =>
            DatabaseFailure.Contention,
        PostgresErrorCodes.ReadOnlySqlTransaction => DatabaseFailure.Away,
        _ => state[..2] switch
        {
            "08" or "53" or "57" or "58" => DatabaseFailure.Away,
            "22" or "23" or "54" => DatabaseFailure.BadData,
            _ => DatabaseFailure.None,
        },
    };
}
