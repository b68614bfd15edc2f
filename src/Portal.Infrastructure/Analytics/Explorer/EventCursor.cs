using System.Globalization;

namespace Portal.Infrastructure.Analytics.Explorer;

/// <summary>Where an event stands in its store's order, newest first: what addresses and the API name it by.</summary>
public readonly record struct EventCursor(DateTimeOffset OccurredAt, string MessageId)
{
    private const char Separator = '~';

    /// <summary>Microseconds since 1970, a tilde, the message id.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture,
            $"{(OccurredAt - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond}{Separator}{MessageId}");

    /// <summary>Reads the written form; null when it is none.</summary>
    public static EventCursor? Parse(string? text)
    {
        var at = text?.IndexOf(Separator, StringComparison.Ordinal) ?? -1;
        return at > 0 && at < text!.Length - 1
            && long.TryParse(text.AsSpan(0, at), NumberStyles.None, CultureInfo.InvariantCulture, out var micros)
                && micros < 253_402_300_000_000_000
            ? new(DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond), text[(at + 1)..])
            : null;
    }
}
