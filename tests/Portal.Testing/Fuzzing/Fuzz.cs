using System.Diagnostics;
using System.Globalization;

namespace Portal.Testing.Fuzzing;

/// <summary>
/// Runs rounds of a fuzzer. A few seconds by default, longer by <c>PORTAL_FUZZ_SECONDS</c>; the rounds are the same every time, as
/// far as they get. A round that fails names its seed; <c>PORTAL_FUZZ_SEED</c> set to it runs that round alone.
/// </summary>
public static class Fuzz
{
    internal const int FirstSeed = 20_261_130;

    private static readonly TimeSpan Default = TimeSpan.FromSeconds(2);

    /// <summary>How long each fuzzer runs.</summary>
    public static TimeSpan Duration { get; } = Number("PORTAL_FUZZ_SECONDS") is { } seconds ? TimeSpan.FromSeconds(seconds) : Default;

    internal static int? Only { get; } = Number("PORTAL_FUZZ_SEED");

    /// <summary>Runs rounds until the time is over, at least one.</summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="FuzzException">A round failed.</exception>
    public static async Task<int> RunAsync(Func<FuzzRandom, Task> round)
    {
        var watch = Stopwatch.StartNew();
        var count = 0;
        do
        {
            var seed = Only ?? FirstSeed + count;
            try
            {
                await round(new(seed));
            }
            catch (Exception exception)
            {
                throw new FuzzException(seed, exception);
            }

            count++;
        }
        while (watch.Elapsed < Duration && Only is null);

        return count;
    }

    /// <summary>The same for rounds that wait for nothing.</summary>
    public static Task<int> RunAsync(Action<FuzzRandom> round) => RunAsync(random =>
    {
        round(random);
        return Task.CompletedTask;
    });

    private static int? Number(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture,
        out var number) ? number : null;
}

/// <summary>A round that failed, with how to run it again.</summary>
public sealed class FuzzException(int seed, Exception reason)
    : Exception($"Set PORTAL_FUZZ_SEED={seed.ToString(CultureInfo.InvariantCulture)} to run this round alone. {reason.Message}", reason)
{
    public int Seed => seed;
}
