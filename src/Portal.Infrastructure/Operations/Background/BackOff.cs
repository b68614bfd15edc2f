namespace Portal.Infrastructure.Operations.Background;

/// <summary>
/// Pauses that double with each failure in a row, up to a longest one, and differ by a fifth so that nodes do not try in step.
/// </summary>
internal static class BackOff
{
    private const double Jitter = 0.2;
    private const int MaxDoublings = 20;

    /// <summary>The pause after so many failures in a row, the first being 1.</summary>
    public static TimeSpan After(int failures, TimeSpan first, TimeSpan max)
    {
        var doubled = first * Math.Pow(2, Math.Clamp(failures - 1, 0, MaxDoublings));
        return (doubled < max ? doubled : max) * (1 + (Jitter * ((2 * Random.Shared.NextDouble()) - 1)));
    }
}
