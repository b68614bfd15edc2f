using Npgsql;

namespace Portal.Infrastructure.Data;

/// <summary>Says to people why the database cannot hold a value, without its own words, which name columns.</summary>
internal static class UnstorableValue
{
    /// <summary>A sentence without its full stop.</summary>
    public static string Words(PostgresException exception) => exception.SqlState switch
    {
        PostgresErrorCodes.NumericValueOutOfRange => "A number, or what numbers come to, is too large to be kept",
        PostgresErrorCodes.DatetimeFieldOverflow or PostgresErrorCodes.InvalidDatetimeFormat => "A date is out of range",
        PostgresErrorCodes.StringDataRightTruncation or PostgresErrorCodes.ProgramLimitExceeded => "A text is too long to be kept",
        PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter =>
            "A text holds a character that cannot be kept",
        PostgresErrorCodes.UniqueViolation => "Another row has the same key",
        _ => "A value is none that can be kept",
    };
}
