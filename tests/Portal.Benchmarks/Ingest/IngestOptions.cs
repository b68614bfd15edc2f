using System.Globalization;

namespace Portal.Benchmarks.Ingest;

/// <summary>How much is measured.</summary>
/// <param name="Events">Events that a round sends at most.</param>
/// <param name="Seconds">How long a round of HTTP lasts at most; COPY then writes as many rows.</param>
/// <param name="Rounds">Rounds of each kind; the median counts.</param>
internal sealed record IngestOptions(int Events = 250_000, double Seconds = 4, int Rounds = 3)
{
    public static bool TryParse(ReadOnlySpan<string> arguments, out IngestOptions options)
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
                case "--events":
                    options = options with { Events = (int)value };
                    break;
                case "--seconds":
                    options = options with { Seconds = value };
                    break;
                case "--rounds":
                    options = options with { Rounds = (int)value };
                    break;
                default:
                    return false;
            }
        }

        return true;
    }
}
