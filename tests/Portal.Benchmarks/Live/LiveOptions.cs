using System.Globalization;

namespace Portal.Benchmarks.Live;

/// <summary>How much is measured.</summary>
/// <param name="Pages">Live pages that are open.</param>
/// <param name="Rate">Events a second into their store.</param>
/// <param name="Seconds">How long is measured.</param>
/// <param name="Probes">Orders whose way to every page is timed in this time.</param>
internal sealed record LiveOptions(int Pages = 50, double Rate = 20_000, double Seconds = 60, int Probes = 100)
{
    public static bool TryParse(ReadOnlySpan<string> arguments, out LiveOptions options)
    {
        options = new();
        for (var index = 0; index < arguments.Length; index += 2)
        {
            if (index + 1 == arguments.Length || !double.TryParse(arguments[index + 1], CultureInfo.InvariantCulture, out var value)
                || value < 1)
            {
                return false;
            }

            switch (arguments[index])
            {
                case "--pages":
                    options = options with { Pages = (int)value };
                    break;
                case "--rate":
                    options = options with { Rate = value };
                    break;
                case "--seconds":
                    options = options with { Seconds = value };
                    break;
                case "--probes":
                    options = options with { Probes = (int)value };
                    break;
                default:
                    return false;
            }
        }

        return true;
    }
}
