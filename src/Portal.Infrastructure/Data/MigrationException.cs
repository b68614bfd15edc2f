namespace Portal.Infrastructure.Data;

/// <summary>The database and this build's migrations do not fit together; the message says what to do.</summary>
public sealed class MigrationException : Exception
{
    public MigrationException(string message)
        : base(message)
    {
    }

    public MigrationException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
