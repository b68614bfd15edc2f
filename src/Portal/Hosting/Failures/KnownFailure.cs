using System.Text;
using Microsoft.AspNetCore.Connections;
using Npgsql;
using Portal.Infrastructure.Data.Workloads;
using Portal.Infrastructure.Shared.Spooling;

namespace Portal.Hosting.Failures;

/// <summary>
/// A failure whose cause is known and is no fault of the portal: too much asked at once, a value that cannot be, a database that
/// is away.
/// </summary>
/// <param name="Code">What programs tell it by.</param>
/// <param name="Detail">What people read.</param>
/// <param name="RetryAfter">Seconds after which the same may go well; null when it will not.</param>
internal sealed record KnownFailure(int Status, string Code, string Detail, int? RetryAfter = null)
{
    private const int Soon = 2;
    private const string IdleInTransaction = "25P03"; // https://www.postgresql.org/docs/current/errcodes-appendix.html

    /// <summary>What is known of an exception; null when nothing is, and it has to be looked into.</summary>
    public static KnownFailure? Of(Exception? exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (OfCause(cause) is { } known)
                return known;
        }

        return null;
    }

    private static KnownFailure? OfCause(Exception cause) => cause switch
    {
        WorkloadSaturatedException { IsStores: true } saturated => new(
            StatusCodes.Status429TooManyRequests, Problems.StoreBusy,
            "The store asks for more at once than its share. Try again in a moment.", Seconds(saturated)),
        WorkloadSaturatedException saturated => new(
            StatusCodes.Status503ServiceUnavailable, Problems.ServerBusy, "The portal is busy. Try again in a moment.", Seconds(saturated)),
        SpoolFullException => new(StatusCodes.Status503ServiceUnavailable, Problems.ServerBusy,
            "There is no room for so large a file now.", Soon),
        BadHttpRequestException bad => OfRequest(bad),
        ConnectionAbortedException or ConnectionResetException =>
            new(StatusCodes.Status499ClientClosedRequest, Problems.Malformed, "The client went away."),
        PostgresException answer => OfState(answer.SqlState),
        EncoderFallbackException or DecoderFallbackException => Invalid(),
        NpgsqlException or TimeoutException => Unavailable(),
        _ => null,
    };

    private static KnownFailure OfRequest(BadHttpRequestException bad) => bad.StatusCode switch
    {
        StatusCodes.Status408RequestTimeout => new(bad.StatusCode, Problems.RequestTimeout, "The request came too slowly."),
        StatusCodes.Status413PayloadTooLarge => new(bad.StatusCode, Problems.TooLarge, "The request is larger than this address takes."),
        _ => new(bad.StatusCode, Problems.Malformed, "The request cannot be read."),
    };

    private static KnownFailure? OfState(string state) => state switch
    {
        PostgresErrorCodes.QueryCanceled => new(
            StatusCodes.Status504GatewayTimeout, Problems.TimedOut,
            "This took too long and was stopped. Ask for less, such as fewer days."),
        PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter
            or PostgresErrorCodes.InvalidTextRepresentation or PostgresErrorCodes.NumericValueOutOfRange
            or PostgresErrorCodes.InvalidDatetimeFormat or PostgresErrorCodes.DatetimeFieldOverflow
            or PostgresErrorCodes.InvalidParameterValue or PostgresErrorCodes.ProgramLimitExceeded
            or PostgresErrorCodes.CheckViolation or PostgresErrorCodes.StringDataRightTruncation => Invalid(),
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure => new(
            StatusCodes.Status503ServiceUnavailable, Problems.ServerBusy, "Something else changes the same at the moment. Try again.",
            Soon),
        _ when state.StartsWith("53", StringComparison.Ordinal) || state.StartsWith("57", StringComparison.Ordinal)
            || state.StartsWith("08", StringComparison.Ordinal)
            || state == IdleInTransaction => Unavailable(),
        _ => null,
    };

    private static KnownFailure Invalid() => new(StatusCodes.Status400BadRequest, Problems.Invalid,
        "A value that was sent cannot be looked up or stored.");

    private static KnownFailure Unavailable() =>
        new(StatusCodes.Status503ServiceUnavailable, Problems.Unavailable, "The database does not answer now. Try again in a moment.",
            Soon);

    private static int Seconds(WorkloadSaturatedException saturated) => (int)saturated.RetryAfter.TotalSeconds;
}
