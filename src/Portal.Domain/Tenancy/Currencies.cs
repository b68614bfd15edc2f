using System.Collections.Frozen;
using System.Globalization;

namespace Portal.Domain.Tenancy;

/// <summary>The currencies of ISO 4217 that shops can sell in; funds and metals are left out.</summary>
public static class Currencies
{
    private static readonly FrozenSet<string> Codes = (
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP "
        + "CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR "
        + "ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN "
        + "MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD "
        + "SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG")
        .Split(' ').ToFrozenSet();

    private static readonly Lazy<IReadOnlyList<KeyValuePair<string, string>>> Named = new(Name);

    /// <summary>True for a code in upper case that is in use.</summary>
    public static bool Contains(string? code) => code is not null && Codes.Contains(code);

    /// <summary>Codes with their English names, by code.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> All => Named.Value;

    private static IReadOnlyList<KeyValuePair<string, string>> Name()
    {
        var names = CultureInfo.GetCultures(CultureTypes.SpecificCultures)
            .Select(culture => new RegionInfo(culture.Name))
            .GroupBy(region => region.ISOCurrencySymbol)
            .ToDictionary(group => group.Key, group => group.First().CurrencyEnglishName);
        return [.. Codes.Order(StringComparer.Ordinal).Select(code => KeyValuePair.Create(code, names.GetValueOrDefault(code, code)))];
    }
}
