namespace Portal.Components.Shared;

/// <summary>
/// Lets the first of many quick steps through at once, and of the others the last one, when it was quiet for a moment. Whoever takes a
/// step cancels the one before.
/// </summary>
public sealed class Debouncer(TimeProvider time)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);

    private long? _last;

    /// <summary>Waits for the step's turn.</summary>
    /// <param name="superseded">Cancelled by the next step.</param>
    public Task NextAsync(CancellationToken superseded)
    {
        var isQuick = _last is { } last && time.GetElapsedTime(last) < Quiet;
        _last = time.GetTimestamp();
        return isQuick ? Task.Delay(Quiet, time, superseded) : Task.CompletedTask;
    }
}
