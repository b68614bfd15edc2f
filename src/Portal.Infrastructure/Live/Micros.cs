namespace Portal.Infrastructure.Live;

/// <summary>Instants as microseconds since 1970: what rows hold, and cheap to compare.</summary>
internal static class Micros
{
    public const long Second = 1_000_000;
    public const long Minute = 60 * Second;

    private const long FromPostgresEpoch = 946_684_800 * Second; // 2000-01-01 after 1970-01-01

    public static long Of(DateTimeOffset instant) => (instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset Instant(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);

    /// <summary>From the value of a timestamptz column.</summary>
    public static long OfColumn(long value) => value + FromPostgresEpoch;
}
