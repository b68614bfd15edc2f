using System.Globalization;
using System.Xml;
using Portal.Domain.ExchangeRates;

namespace Portal.Infrastructure.ExchangeRates;

/// <summary>
/// The European Central Bank's reference rates: a Cube with a time for each day, and in it a Cube with currency and rate for each
/// currency. https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates
/// </summary>
internal static class EuroRatesXml
{
    private const string Namespace = "http://www.ecb.int/vocabulary/2002-08-01/eurofxref";

    // The bank's own of all days since 1999 has some seven million characters, three levels of Cubes and two attributes on each.
    private const long MaxCharacters = 20_000_000;
    private const int MaxDepth = 16;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxCharacters,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>The days of a document, in its order. It is read forwards and not held.</summary>
    /// <exception cref="InvalidDataException">It is no such document.</exception>
    public static IReadOnlyList<EuroRates> Read(Stream document)
    {
        try
        {
            using var reader = XmlReader.Create(document, Settings);
            var days = new List<EuroRates>();
            var rates = new Dictionary<string, decimal>();
            while (reader.Read())
            {
                if (reader.Depth > MaxDepth)
                    throw new InvalidDataException($"It is nested more than {MaxDepth} levels deep.");
                if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "Cube" || reader.NamespaceURI != Namespace)
                    continue;
                if (reader.GetAttribute("time") is { } time)
                    days.Add(new(DateOnly.ParseExact(time, "yyyy-MM-dd", CultureInfo.InvariantCulture), rates = []));
                else if (days.Count > 0)
                    Add(reader, rates);
            }

            return days.Count > 0 ? days : throw new InvalidDataException("It holds no day.");
        }

        // Some broken bytes make the framework's reader throw ArgumentException.
        catch (Exception exception) when (exception is XmlException or FormatException or OverflowException or ArgumentException)
        {
            throw new InvalidDataException(exception.Message, exception);
        }
    }

    private static void Add(XmlReader cube, Dictionary<string, decimal> rates)
    {
        if (cube.GetAttribute("currency") is { Length: 3 } currency && cube.GetAttribute("rate") is { } text
            && decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) is > 0 and var rate)
            rates.TryAdd(currency, rate);
    }
}
