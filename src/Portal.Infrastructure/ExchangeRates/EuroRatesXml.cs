using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Portal.Domain.ExchangeRates;

namespace Portal.Infrastructure.ExchangeRates;

/// <summary>
/// The European Central Bank's reference rates: a Cube with a time for each day, and in it a Cube with currency and rate for each
/// currency. https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates
/// </summary>
internal static class EuroRatesXml
{
    private static readonly XName Cube = XName.Get("Cube", "http://www.ecb.int/vocabulary/2002-08-01/eurofxref");

    /// <summary>The days of a document, in its order.</summary>
    /// <exception cref="InvalidDataException">It is no such document.</exception>
    public static IReadOnlyList<EuroRates> Read(Stream document)
    {
        try
        {
            using var reader = XmlReader.Create(document, new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            List<EuroRates> days = [.. XDocument.Load(reader).Descendants(Cube).Where(cube => cube.Attribute("time") is not null).Select(Day)];
            return days.Count > 0 ? days : throw new InvalidDataException("It holds no day.");
        }
        catch (Exception exception) when (exception is XmlException or FormatException or OverflowException)
        {
            throw new InvalidDataException(exception.Message, exception);
        }
    }

    private static EuroRates Day(XElement cube) => new(
        DateOnly.ParseExact(cube.Attribute("time")!.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        cube.Elements(Cube).Select(rate => (Currency: rate.Attribute("currency")?.Value, Rate: rate.Attribute("rate")?.Value))
            .Where(rate => rate is { Currency: { Length: 3 }, Rate: not null })
            .Select(rate => (rate.Currency, Rate: decimal.Parse(rate.Rate!, NumberStyles.Float, CultureInfo.InvariantCulture)))
            .Where(rate => rate.Rate > 0)
            .ToDictionary(rate => rate.Currency!, rate => rate.Rate));
}
