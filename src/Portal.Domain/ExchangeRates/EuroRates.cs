namespace Portal.Domain.ExchangeRates;

/// <summary>What one euro was worth on a day, as the European Central Bank publishes it.</summary>
/// <param name="Rates">Units of each currency for one euro.</param>
public sealed record EuroRates(DateOnly Day, IReadOnlyDictionary<string, decimal> Rates)
{
    private const string Euro = "EUR";

    // As the ledger keeps them.
    private const int Decimals = 8;

    /// <summary>Units of a store's currency for one unit of each other currency: the cross rate by way of the euro.</summary>
    /// <param name="currency">The store's; empty when the bank has no rate of it, or when a rate is too small to be kept.</param>
    public IEnumerable<KeyValuePair<string, decimal>> For(string currency)
    {
        if (Worth(currency) is not { } own)
            yield break;
        foreach (var (other, worth) in Rates.Append(new(Euro, 1)))
        {
            var rate = Math.Round(own / worth, Decimals, MidpointRounding.AwayFromZero);
            if (other != currency && rate > 0)
                yield return new(other, rate);
        }
    }

    private decimal? Worth(string currency) => currency == Euro ? 1 : Rates.TryGetValue(currency, out var worth) ? worth : null;
}
